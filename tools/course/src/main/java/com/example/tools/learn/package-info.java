/**
 * The learner's loop. Read {@code LearnProgram}, {@code Loop} (what saves and keys do), {@code Syllabus} and
 * {@code Notebook} (where the learner is), {@code Watcher} (a file is saved), {@code JudgeThread} and
 * {@code WarmJudge} with {@code Compiler} and {@code WarmUp} (a verdict within a second), {@code Feedback} and
 * {@code Mark} (what came of it), {@code Stubs} (first versions). What is seen is in {@code screen}.
 */
package com.example.tools.learn;
