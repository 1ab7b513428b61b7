package com.example.tools.grade;

import com.example.tools.course.Exercise;

/**
 * What one submission holds for one exercise, before anything is judged.
 *
 * @param exercise which
 * @param file     as readers see it: below the submission's folder, with slashes
 * @param source   the class's text, or null if there is none that could be taken
 * @param problem  why nothing was taken, one sentence; null if something was
 */
public record Answer(Exercise exercise, String file, String source, String problem) {

    static Answer taken(Exercise exercise, String file, String source) {
        return new Answer(exercise, file, source, null);
    }

    static Answer refused(Exercise exercise, String file, String problem) {
        return new Answer(exercise, file, null, problem);
    }

    boolean isTaken() {
        return source != null;
    }
}
