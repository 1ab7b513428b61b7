/**
 * The learner's exercises as a lesson's server: {@code MineProgram}, {@code Mine}; {@code Conformance} says which
 * sections of the standard it keeps.
 */
package com.example.tools.mine;
