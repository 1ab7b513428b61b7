package com.example.tools.mistakes;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds what a stub's Javadoc promises against the known mistakes: each sentence is broken by at least one of them, or
 * is marked as none that could be broken, with a reason. A patch names the words that it breaks in a line
 * {@code Breaks: words}, several if it breaks several; {@code src/mistake/no-promise.txt} has lines
 * {@code 2.1 | words | reason} for the rest. Code examples in {@code <pre>} and the title are no sentences.
 */
public final class Promises {

    private static final String NONE = Lesson.MISTAKES + "/no-promise.txt";
    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern TITLE = Pattern.compile("Exercise \\d+\\.\\d+\\b.*", Pattern.DOTALL);
    private static final String END = "\u0000";

    private final Course course;

    public Promises(Course course) {
        this.course = course;
    }

    /**
     * How an exercise's sentences are kept.
     *
     * @param sentences how many there are
     * @param broken    how many of them a patch breaks
     * @param marked    how many others are marked as no promise
     * @param problems  each sentence that is left, and each quotation that the Javadoc does not have
     */
    public record Report(Exercise exercise, int sentences, int broken, int marked, List<String> problems) { }

    /** The program: {@code mistakes --promises [wanted]}. */
    static int main(Course course, List<String> args) throws IOException {
        int problems = 0;
        System.out.println("exercise                       sentences  broken  marked  left");
        List<Report> reports = new Promises(course).all(args.isEmpty() ? null : args.get(0));
        for (Report report : reports) {
            System.out.printf("%-30s %9d %7d %7d %5d%n", report.exercise().title(), report.sentences(), report.broken(),
                    report.marked(), report.sentences() - report.broken() - report.marked());
            problems += report.problems().size();
        }
        reports.forEach(report -> report.problems().forEach(System.out::println));
        return problems == 0 ? 0 : 1;
    }

    /** A report on each exercise that is meant, null for all. */
    public List<Report> all(String wanted) throws IOException {
        List<Report> reports = new ArrayList<>();
        for (Lesson lesson : course.withExercises()) {
            for (Exercise exercise : lesson.exercises()) {
                if (wanted == null || exercise.isMeantBy(wanted)) {
                    reports.add(report(lesson, exercise));
                }
            }
        }
        return reports;
    }

    private Report report(Lesson lesson, Exercise exercise) throws IOException {
        List<String> problems = new ArrayList<>();
        List<String> sentences = sentences(
                Files.readString(lesson.folder().resolve(Lesson.STUBS).resolve(exercise.file())));
        String whole = String.join(" ", sentences);
        boolean[] broken = new boolean[sentences.size()];
        for (Path patch : lesson.patches()) {
            if (patch.getFileName().toString().startsWith(exercise.number() + "-")) {
                List<String> quoted = quoted(patch);
                quoted.forEach(words -> mark(words, whole, sentences, broken, course.name(patch), problems));
                if (quoted.isEmpty() && !Files.readString(patch).contains("\nVerdict: right")) {
                    problems.add(course.name(patch) + " does not say which promise it breaks (`Breaks: words`).");
                }
            }
        }
        boolean[] marked = new boolean[sentences.size()];
        Path none = lesson.folder().resolve(NONE);
        for (String line : Files.exists(none) ? Files.readAllLines(none) : List.<String>of()) {
            String[] parts = line.split(" \\| ", 3);
            if (parts[0].equals(exercise.number())) {
                if (parts.length < 3 || parts[2].isBlank()) {
                    problems.add(course.name(none) + ": a line without a reason: " + line);
                } else {
                    mark(parts[1], whole, sentences, marked, course.name(none), problems);
                }
            }
        }
        int[] counts = new int[2];
        for (int i = 0; i < broken.length; i++) {
            counts[0] += broken[i] ? 1 : 0;
            counts[1] += marked[i] && !broken[i] ? 1 : 0;
            if (!broken[i] && !marked[i]) {
                problems.add(exercise.title() + ": no known mistake breaks \"" + sentences.get(i) + "\"");
            }
        }
        return new Report(exercise, broken.length, counts[0], counts[1], problems);
    }

    /** Marks every sentence that these words are, or are in, wherever they occur. */
    private static void mark(String given, String whole, List<String> sentences, boolean[] marks, String where,
                             List<String> problems) {
        String words = plain(given).replace(END, " ").replaceAll("\\s+", " ").strip();
        int at = whole.indexOf(words);
        if (at < 0 || words.indexOf(' ') < 0) {
            problems.add(where + " quotes words that the Javadoc does not have: \"" + given + "\"");
        }
        for (; at >= 0; at = whole.indexOf(words, at + 1)) {
            int start = 0;
            for (int i = 0; i < marks.length; i++) {
                int end = start + sentences.get(i).length();
                marks[i] |= at < end && at + words.length() > start;
                start = end + 1;
            }
        }
    }

    private static List<String> quoted(Path patch) throws IOException {
        return Files.readAllLines(patch).stream().takeWhile(line -> !line.startsWith("--- "))
                .filter(line -> line.startsWith("Breaks: ")).map(line -> line.substring("Breaks: ".length())).toList();
    }

    /** The sentences of a source's Javadoc, as a reader sees them, in their order. */
    static List<String> sentences(String source) {
        List<String> sentences = new ArrayList<>();
        Matcher javadoc = JAVADOC.matcher(source);
        while (javadoc.find()) {
            String text = javadoc.group(1).replaceAll("(?m)^[ \\t]*\\*[ \\t]?", "");
            for (String part : plain(text).split(END)) {
                for (String sentence : part.replaceAll("\\s+", " ").strip().split("(?<=[.!?]\\)?) (?=[\\p{Lu}\"(])")) {
                    if (!sentence.isBlank() && !TITLE.matcher(sentence).matches()) {
                        sentences.add(sentence);
                    }
                }
            }
        }
        return sentences;
    }

    /** Javadoc without its markup; blocks and tags are ends of sentences. */
    private static String plain(String javadoc) {
        String text = javadoc.replaceAll("(?s)<pre>.*?</pre>", END)
                .replaceAll("</?(p|ul|ol|li|table|tr|td|th|dl|dt|dd|caption|blockquote)\\b[^>]*>", END)
                .replaceAll("(?m)^\\s*@(param|return|throws|see)\\b", END)
                .replaceAll("</?\\w+[^>]*>", "");
        StringBuilder plain = new StringBuilder();
        List<Boolean> tags = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            Matcher tag = Pattern.compile("\\{@\\w+\\s+").matcher(text).region(i, text.length());
            if (tag.lookingAt()) {
                tags.add(true);
                i = tag.end() - 1;
            } else if (c == '{') {
                tags.add(false);
                plain.append(c);
            } else if (c != '}' || tags.isEmpty() || !tags.remove(tags.size() - 1)) {
                plain.append(c);
            }
        }
        return plain.toString().replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
                .replace("&amp;", "&");
    }
}
