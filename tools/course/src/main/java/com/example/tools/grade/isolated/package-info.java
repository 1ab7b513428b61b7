/**
 * What runs in the JVMs that compile and run the code of strangers, and their owner's end of it. Read
 * {@code CompilerMain}; {@code IsolatedRunner} with {@code ExerciseLoader}, in the judging JVM; {@code IsolatedRun}
 * and {@code IsolatedJvm}, outside of it.
 */
package com.example.tools.grade.isolated;
