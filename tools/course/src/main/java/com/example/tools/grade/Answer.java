package com.example.tools.grade;

import com.example.tools.course.Exercise;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What one submission holds for one exercise, before anything is judged.
 *
 * @param exercise which
 * @param file     as readers see it: below the submission's folder, with slashes
 * @param source   the class's text, or null if there is none that could be taken
 * @param code     what the compiler goes by in it, or null
 * @param problem  why nothing was taken, one sentence; null if something was
 */
public record Answer(Exercise exercise, String file, String source, CodeText code, String problem) {

    /** Rather one too many than one too few. */
    private static final Pattern DECLARED = Pattern.compile("\\b(?:class|interface|enum|record)\\s+"
            + "([\\p{L}_$][\\p{L}\\p{N}_$]*+)\\s*+(?=[<{(/]|extends\\b|implements\\b|permits\\b)");

    private static final Pattern WORD = Pattern.compile("(?<![.\\p{L}\\p{N}_$])[\\p{L}_$][\\p{L}\\p{N}_$]*+");

    static Answer taken(Exercise exercise, String file, String source) {
        return new Answer(exercise, file, source, CodeText.of(source), null);
    }

    static Answer refused(Exercise exercise, String file, String problem) {
        return new Answer(exercise, file, null, null, problem);
    }

    boolean isTaken() {
        return source != null;
    }

    /** What another answer names when it uses this one: the types that its file declares. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of(exercise.name()));
        DECLARED.matcher(code.outside()).results().forEach(type -> names.add(type.group(1)));
        return names;
    }

    /**
     * The words of its code that may name a type of its package; behind a dot only one that has the package in front:
     * in {@code java.util.Map} none does.
     */
    Set<String> words() {
        String text = code.code().replaceAll("\\s*+\\.\\s*+", ".").replace(exercise.packageName() + ".", " ");
        return WORD.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }
}
