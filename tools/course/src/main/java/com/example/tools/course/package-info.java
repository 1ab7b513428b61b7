/**
 * A checkout of the course as data, which all tools use: {@code Course}, its {@code Lesson}s and their
 * {@code Exercise}s; its texts ({@code Markdown}, {@code LessonReadme}), its {@code Version}, copies of it
 * ({@code TreeCopy}, {@code Handout}). {@code Near} proposes a name for a mistyped one, {@code Language} knows the
 * learner's.
 */
package com.example.tools.course;
