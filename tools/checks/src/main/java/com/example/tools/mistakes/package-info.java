/**
 * The known mistakes in {@code src/mistake}. Read {@code MistakePatch} (a patch with its four lines), {@code Mistakes}
 * (each is judged) and {@code MistakeReport} (whether its message teaches); {@code Promises} (which words of a stub no
 * mistake breaks); {@code Remake} (patches carried over to a solution that has changed). {@code HalfDone}, with
 * {@code Methods}, and {@code WithoutLocks} make wrong answers by themselves; {@code MadeUpClass} a class of students.
 */
package com.example.tools.mistakes;
