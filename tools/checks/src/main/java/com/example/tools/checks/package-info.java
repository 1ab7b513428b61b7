/**
 * The house of what must hold: {@code Checks} names its programs. What each looks at is in the packages beside it.
 */
package com.example.tools.checks;
