/**
 * How much the tests notice: {@code Mutation} says what is changed and how much must be noticed, {@code Pit} has it
 * done.
 */
package com.example.tools.mutation;
