package com.example.tools.translations;

import com.example.tools.course.Course;
import com.example.tools.course.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terms of a language, as the first column of {@code docs/words.ko.md} fixes them:
 * {@code | 핸드셰이크 (handshake) |}.
 * Where another page gives the English word in parentheses too, the word before it must be this one. What a page must
 * not say at all is listed in a comment there: {@code <!-- never: 핸드쉐이크, 악수 -->}.
 */
final class Terms {

    private static final Pattern ROW = Pattern.compile("\\| ([^|(]+?) ?\\(([^|)]+)\\) \\|.*");
    private static final Pattern NEVER = Pattern.compile("<!-- never: (.+) -->");
    private static final Pattern ENGLISH = Pattern.compile("([^|(]+?) ?\\(([A-Za-z][A-Za-z -]*)\\)");

    private final Course course;
    private final Path words;
    private final Map<String, String> terms = new HashMap<>();
    private final List<String> never = new ArrayList<>();

    Terms(Course course, String language) throws IOException {
        this.course = course;
        words = course.root().resolve("docs/words." + language + ".md");
        for (String line : Files.exists(words) ? Files.readAllLines(words) : List.<String>of()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                terms.put(row.group(2).strip().toLowerCase(Locale.ROOT), row.group(1).strip());
            }
            Matcher list = NEVER.matcher(line);
            if (list.matches()) {
                never.addAll(List.of(list.group(1).split(",\\s*")));
            }
        }
    }

    /** How many terms are fixed. */
    int size() {
        return terms.size();
    }

    /** One sentence for each place where a term has another name than in the list of words. */
    List<String> problems(Path page) throws IOException {
        List<String> problems = new ArrayList<>();
        Markdown markdown = Markdown.read(page);
        boolean[] code = markdown.code();
        for (int i = 0; i < code.length; i++) {
            String line = markdown.lines().get(i);
            if (code[i] || NEVER.matcher(line).matches()) {
                continue;
            }
            String where = course.name(page) + ":" + (i + 1);
            for (String word : never) {
                if (line.contains(word)) {
                    problems.add(where + " says \"" + word + "\": " + course.name(words) + " has another word for it.");
                }
            }
            Matcher given = ENGLISH.matcher(line.replaceAll("`[^`]*`", "").replace("*", ""));
            while (given.find() && !page.equals(words)) {
                String fixed = terms.get(given.group(2).toLowerCase(Locale.ROOT));
                if (fixed != null && !given.group(1).endsWith(fixed)) {
                    problems.add(where + " has another word for \"" + given.group(2) + "\" than \"" + fixed + "\".");
                }
            }
        }
        return problems;
    }
}
