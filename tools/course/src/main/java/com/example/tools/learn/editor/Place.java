package com.example.tools.learn.editor;

import com.example.tools.judge.Verdict;
import com.example.tools.learn.Feedback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a learner goes on in a file.
 *
 * @param file the exercise's file
 * @param line counted from 1
 */
public record Place(Path file, int line) {

    /**
     * The line that the verdict names: the compiler's, or the learner's own in the first failure. Without one the first
     * that waits for code; else the class.
     *
     * @param feedback what the tests said last; null if they have said nothing yet
     */
    public static Place of(Path file, Feedback feedback) throws IOException {
        String name = file.getFileName().toString();
        List<String> told = new ArrayList<>();
        if (feedback != null) {
            told.add(feedback.details());
            for (Verdict.Result result : feedback.failed().stream().limit(1).toList()) {
                told.add(result.message());
                told.add(result.place());
            }
        }
        for (String text : told) {
            Matcher named = Pattern.compile("\\b" + Pattern.quote(name) + "(?::|, line )(\\d{1,6})").matcher(text);
            if (named.find()) {
                return new Place(file, Integer.parseInt(named.group(1)));
            }
        }
        return new Place(file, Files.isRegularFile(file) ? first(file, name.replaceFirst("\\.java$", "")) : 1);
    }

    private static int first(Path file, String type) throws IOException {
        // Bytes that are no UTF-8 are the compiler's business.
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
        for (String wanted : List.of(".*: not started\".*", ".*\\b(class|record|interface|enum) " + type + "\\b.*")) {
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).matches(wanted)) {
                    return i + 1;
                }
            }
        }
        return 1;
    }
}
