/**
 * All lessons at once: {@code SideBySideProgram}, {@code SideBySide}, a {@code ServedLesson} for each, and the
 * {@code Gateway} that makes one address of them.
 */
package com.example.tools.sidebyside;
