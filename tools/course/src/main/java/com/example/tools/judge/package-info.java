/**
 * One verdict on one exercise, for the learner's loop, the grading and the known mistakes alike. Read {@code Javac}
 * and {@code CompiledLesson} (with {@code CompiledOnce}), then {@code Judge}, {@code TestJvm}, {@code TestRunner} (its
 * other end) and {@code Verdict}; {@code TestRounds} for many verdicts in one JVM. {@code RunnableLesson} is a lesson
 * that is run, {@code JavaSource} a source that is only read.
 */
package com.example.tools.judge;
