/**
 * What the learner sees: {@code Console} is either {@code FullScreen}, with {@code View} and {@code Keys}, or
 * {@code PlainLines}; {@code ExercisePage}, {@code Task} and {@code Readings} are the texts, {@code Wrap} their lines.
 */
package com.example.tools.learn.screen;
