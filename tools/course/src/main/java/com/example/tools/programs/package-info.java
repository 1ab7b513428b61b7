/**
 * The command {@code ./course}: {@code Main} finds a program in {@code Programs}, {@code Commands} runs it with its
 * arguments. {@code CheckProgram} is the one that has no package of its own.
 */
package com.example.tools.programs;
