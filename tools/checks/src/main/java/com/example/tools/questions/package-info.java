/**
 * Questions on what a student has solved: {@code MistakeDraw} draws, {@code Paper} writes the two pages,
 * {@code AnswerKeys} runs the tests for the key.
 */
package com.example.tools.questions;
