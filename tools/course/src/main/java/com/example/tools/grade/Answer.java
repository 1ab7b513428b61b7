package com.example.tools.grade;

import com.example.tools.course.Exercise;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What one submission holds for one exercise, before anything is judged.
 *
 * @param exercise which
 * @param file     as readers see it: below the submission's folder, with slashes
 * @param source   the class's text, or null if there is none that could be taken
 * @param code     its {@link CodeText}, or null
 * @param problem  why nothing was taken, one sentence; null if something was
 */
public record Answer(Exercise exercise, String file, String source, String code, String problem) {

    /** Rather one too many, in a comment or inside of another type, than one too few. */
    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|interface|enum|record)\\s+"
            + "([\\p{L}_$][\\p{L}\\p{N}_$]*+)\\s*+(?=[<{(/]|extends\\b|implements\\b|permits\\b)");

    static Answer taken(Exercise exercise, String file, String source) {
        return new Answer(exercise, file, source, CodeText.of(source), null);
    }

    static Answer refused(Exercise exercise, String file, String problem) {
        return new Answer(exercise, file, null, null, problem);
    }

    boolean isTaken() {
        return source != null;
    }

    /** What another answer names when it uses this one: the types that its file declares, or seems to. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of(exercise.name()));
        DECLARED.matcher(source).results().forEach(type -> names.add(type.group(1)));
        return names;
    }
}
