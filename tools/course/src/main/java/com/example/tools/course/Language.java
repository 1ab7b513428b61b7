package com.example.tools.course;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the learner's loop says, in the learner's language. A sentence is looked up by its English form, so that the
 * code can be read; what is not translated stays English. The file {@code sentences.ko.txt} has a sentence in English,
 * then the same in Korean, and an empty line. One language for the whole program, as with {@link Locale#getDefault}.
 */
public final class Language {

    /** Where a system says which language its user reads, the most important first. */
    private static final List<String> VARIABLES = List.of("COURSE_LANG", "LC_ALL", "LC_MESSAGES", "LANG");

    private static volatile String tag = "en";
    private static volatile Map<String, String> sentences = Map.of();

    private Language() {
    }

    /** The language that an environment asks for, such as {@code ko} for {@code LANG=ko_KR.UTF-8}. */
    public static String of(Map<String, String> environment) {
        return VARIABLES.stream().map(environment::get).filter(value -> value != null && !value.isBlank()).findFirst()
                .map(value -> value.replaceFirst("[_.@-].*", "").toLowerCase(Locale.ROOT)).orElse("en");
    }

    /** Speaks a language from now on, if it is one that the course has; English otherwise. */
    public static void use(String wanted) throws IOException {
        Map<String, String> read = sentences(wanted);
        sentences = read;
        tag = read.isEmpty() ? "en" : wanted;
    }

    /** The language that is spoken now. */
    public static String tag() {
        return tag;
    }

    /** A sentence with its values, which {@link String#format} puts where the sentence has them. */
    public static String say(String english, Object... values) {
        return String.format(Locale.ROOT, sentences.getOrDefault(english, english), values);
    }

    /** The sentences of a language by their English form; none if the course does not have it. */
    static Map<String, String> sentences(String language) throws IOException {
        Map<String, String> read = new HashMap<>();
        if (!language.matches("[a-z]{2,3}")) {
            return read;
        }
        try (InputStream file = Language.class.getResourceAsStream("sentences." + language + ".txt")) {
            if (file == null) {
                return read;
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    read.put(line, lines.readLine());
                }
            }
        }
        return read;
    }
}
