package com.example.tools.grade;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the words behind {@code grade} ask for.
 *
 * @param submissions the folder of submissions
 * @param out         where the sheet goes
 * @param weights     the file with the weights; null for one point each
 * @param lessons     the numbers of the lessons to judge; none for all
 * @param part        which part of the students, from 1
 * @param parts       of how many
 * @param limit       how long one exercise may take
 * @param jobs        how many submissions are judged at a time
 * @param classroom   the file that takes the result for GitHub Classroom; null for none
 */
public record Options(Path submissions, Path out, Path weights, List<Integer> lessons, int part, int parts, Duration limit,
               int jobs, Path classroom) {

    static final String USAGE = """
            grade DIR [--out FOLDER] [--weights FILE] [--lesson 06]... [--part 2/8] [--limit SECONDS] [--jobs N]
              DIR        the submissions, one folder each; or one copy of the course
              --out      where the sheet goes; without it, beside DIR: DIR-grades
              --weights  points per exercise: lines like "6.8 = 3", "lesson 07 = 2", "default = 1"
              --lesson   judges this lesson only; may stand several times
              --part     judges the second of eight parts of the students only; "merge" puts parts together
              --limit    how long one exercise may take; without it 15 seconds
              --jobs     how many submissions at a time; without it four for each core, at most 16
              --classroom  adds the result of one submission, as GitHub Classroom wants it, to a file""";

    /** A word that does not fit; the message says which, and what would. */
    public static final class WrongException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        public WrongException(String message) {
            super(message);
        }
    }

    static Options of(List<String> words) {
        Path submissions = null;
        Path out = null;
        Path weights = null;
        List<Integer> lessons = new ArrayList<>();
        int[] part = {1, 1};
        int limit = 15;
        Path classroom = null;
        // Most of the time they wait.
        int jobs = Math.min(16, 4 * Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("--")) {
                if (submissions != null) {
                    throw new WrongException("One folder of submissions, not two: " + submissions + ", " + word);
                }
                submissions = path(word);
                continue;
            }
            if (i + 1 == words.size()) {
                throw new WrongException(word + " wants a word behind it.\n" + USAGE);
            }
            String value = words.get(++i);
            switch (word) {
                case "--out" -> out = path(value);
                case "--weights" -> weights = path(value);
                case "--lesson" -> lessons.add(number(word, value, 1, 99));
                case "--part" -> part = part(value);
                case "--limit" -> limit = number(word, value, 1, 600);
                case "--classroom" -> classroom = path(value);
                case "--jobs" -> jobs = number(word, value, 1, 256);
                default -> throw new WrongException("There is no " + word + ".\n" + USAGE);
            }
        }
        if (submissions == null) {
            throw new WrongException("Which folder of submissions?\n" + USAGE);
        }
        if (out == null) {
            out = submissions.resolveSibling(submissions.getFileName() + "-grades");
        }
        return new Options(submissions, out, weights, lessons, part[0], part[1], Duration.ofSeconds(limit), jobs,
                classroom);
    }

    /** Relative to where the command was typed. */
    public static Path path(String word) {
        return Path.of(word).toAbsolutePath().normalize();
    }

    private static int number(String option, String value, int from, int to) {
        if (!value.matches("\\d{1,4}") || Integer.parseInt(value) < from || Integer.parseInt(value) > to) {
            throw new WrongException(option + " wants a number from " + from + " to " + to + ", not \"" + value
                    + "\".");
        }
        return Integer.parseInt(value);
    }

    private static int[] part(String value) {
        if (value.matches("\\d{1,4}/\\d{1,4}")) {
            String[] numbers = value.split("/");
            int part = Integer.parseInt(numbers[0]);
            int parts = Integer.parseInt(numbers[1]);
            if (part >= 1 && part <= parts) {
                return new int[] {part, parts};
            }
        }
        throw new WrongException("--part wants a part of all, such as 2/8, not \"" + value + "\".");
    }

    /** The students of this part: every so many-th, so that no part gets all the late ones. */
    <T> List<T> ours(List<T> all) {
        List<T> ours = new ArrayList<>();
        for (int i = part - 1; i < all.size(); i += parts) {
            ours.add(all.get(i));
        }
        return ours;
    }
}
