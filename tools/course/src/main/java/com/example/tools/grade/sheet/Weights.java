package com.example.tools.grade.sheet;

import com.example.tools.course.Exercise;
import com.example.tools.grade.Options;
import com.example.tools.grade.Score;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many points each exercise is worth. The file that sets it has one setting a line, and {@code #} starts a comment:
 *
 * <pre>
 * default = 1        # what is not named below
 * lesson 06 = 2      # every exercise of a lesson
 * 6.8 = 5            # one exercise; it counts before its lesson, and the lesson before the default
 * partial = yes      # the share of the tests that pass; without it an exercise counts when all of them do
 * </pre>
 *
 * Points are numbers from 0 to 1000 with two decimals at most.
 */
public final class Weights {

    private static final Pattern LINE = Pattern.compile("([^=]+?)\\s*=\\s*(.*)");
    private static final Pattern POINTS = Pattern.compile("\\d{1,4}(\\.\\d{1,2})?");
    private static final BigDecimal MOST = new BigDecimal(1000);

    private final Map<String, BigDecimal> points = new HashMap<>();
    private boolean partial;

    /** One point for each exercise. */
    public static Weights equal() {
        Weights weights = new Weights();
        weights.points.put("default", BigDecimal.ONE);
        return weights;
    }

    /**
     * Reads the file.
     *
     * @param exercises all exercises of the course: a line that names another one is an error
     * @throws Options.WrongException if lines cannot be understood; the message names each, with its number
     */
    public static Weights read(Path file, List<Exercise> exercises) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Options.WrongException("There is no file " + file + ".");
        }
        Weights weights = equal();
        List<String> errors = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        List<String> lines = Files.readString(file, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "").lines()
                .toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                String error = weights.set(line, exercises, seen);
                if (error != null) {
                    errors.add(file.getFileName() + ", line " + (i + 1) + ": " + error);
                }
            }
        }
        if (!errors.isEmpty()) {
            throw new Options.WrongException(String.join("\n", errors));
        }
        return weights;
    }

    /** Takes a line, or returns what is wrong with it. */
    private String set(String line, List<Exercise> exercises, List<String> seen) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return "\"" + line + "\" is no setting: it has no \"=\".";
        }
        String what = parts.group(1);
        String value = parts.group(2);
        if (what.equals("partial")) {
            partial = value.equals("yes");
            return value.matches("yes|no") ? twice(what, seen) : "partial is yes or no, not \"" + value + "\".";
        }
        String key = key(what, exercises);
        if (key == null) {
            return "there is no exercise or lesson \"" + what + "\".";
        }
        if (!POINTS.matcher(value).matches() || new BigDecimal(value).compareTo(MOST) > 0) {
            return "\"" + value + "\" is no number from 0 to 1000 with two decimals at most.";
        }
        points.put(key, new BigDecimal(value));
        return twice(key, seen);
    }

    private static String twice(String key, List<String> seen) {
        boolean again = seen.contains(key);
        seen.add(key);
        return again ? key + " is set twice." : null;
    }

    private static String key(String what, List<Exercise> exercises) {
        if (what.equals("default")) {
            return what;
        }
        if (what.matches("lesson \\d{1,2}")) {
            int lesson = Integer.parseInt(what.substring(7));
            return exercises.stream().anyMatch(one -> one.number().startsWith(lesson + ".")) ? "lesson " + lesson
                    : null;
        }
        return exercises.stream().filter(one -> one.number().equals(what)).map(Exercise::number).findFirst()
                .orElse(null);
    }

    /** Whether an exercise may bring a share of its points. */
    public boolean isPartial() {
        return partial;
    }

    /** How many points the exercise is worth. */
    BigDecimal of(Exercise exercise) {
        String lesson = "lesson " + exercise.number().replaceFirst("\\..*", "");
        return points.getOrDefault(exercise.number(), points.getOrDefault(lesson, points.get("default")));
    }

    /** How many points were reached. */
    BigDecimal of(Exercise exercise, Score outcome) {
        if (outcome.status() == Score.Status.PASSED) {
            return of(exercise);
        }
        if (!partial || outcome.tests() == 0) {
            return BigDecimal.ZERO;
        }
        // What has failed has lost something, though all of its tests pass: a thread was left running.
        return of(exercise).multiply(BigDecimal.valueOf(Math.min(outcome.passed(), outcome.tests() - 1)))
                .divide(BigDecimal.valueOf(outcome.tests()), 2, RoundingMode.DOWN);
    }
}
