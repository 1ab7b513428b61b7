package com.example.tools.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The learner's loop speaks the learner's language. */
class LanguageTest {

    private static final Pattern SAID =
            Pattern.compile("\\bsay\\((\"(?:[^\"\\\\]|\\\\.)*\"(?:\\s*\\+\\s*\"[^\"]*\")*)");
    private static final Pattern VALUE = Pattern.compile("%(?:\\d\\$)?[.\\d]*([a-z])");

    @AfterEach
    void english() throws IOException {
        Language.use("en");
    }

    @Test
    void every_sentence_of_the_loop_is_translated_and_no_other() throws IOException {
        Path learn = Course.here().root().resolve("tools/course/src/main/java/com/example/tools/learn");
        TreeSet<String> said = new TreeSet<>();
        try (Stream<Path> files = Files.walk(learn)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                Matcher sentence = SAID.matcher(source);
                while (sentence.find()) {
                    said.add(sentence.group(1).replaceAll("\"\\s*\\+\\s*\"", "").replaceAll("^\"|\"$", ""));
                }
                Matcher constant = Pattern.compile("KEYS =\\s*\"([^\"]*)\"|^    [A-Z]+\\(\"([a-z ]+)\"\\)[,;]",
                        Pattern.MULTILINE).matcher(source);
                while (constant.find()) {
                    said.add(constant.group(1) != null ? constant.group(1) : constant.group(2));
                }
            }
        }
        said.remove("");
        assertTrue(said.size() > 40, said::toString);
        assertEquals(said, new TreeSet<>(Language.sentences("ko").keySet()));
    }

    @Test
    void a_translation_has_the_values_of_its_sentence() throws IOException {
        for (Map.Entry<String, String> one : Language.sentences("ko").entrySet()) {
            assertEquals(kinds(one.getKey()), kinds(one.getValue()), one::toString);
        }
    }

    private static List<String> kinds(String sentence) {
        return VALUE.matcher(sentence).results().map(value -> value.group(1)).sorted().collect(Collectors.toList());
    }

    @Test
    void what_is_not_translated_stays_english() throws IOException {
        Language.use("ko");
        assertEquals("39개 가운데 3개 해결", Language.say("%d of %d solved", 3, 39));
        assertEquals("Hello 1", Language.say("Hello %d", 1));
        Language.use("xx");
        assertEquals("en", Language.tag());
        assertEquals("3 of 39 solved", Language.say("%d of %d solved", 3, 39));
    }

    @ParameterizedTest
    @CsvSource({"ko_KR.UTF-8, ko", "ko, ko", "ko_KR, ko", "C.UTF-8, c", "en_US.UTF-8, en", "'', en"})
    void the_environment_says_which(String lang, String expected) {
        assertEquals(expected, Language.of(Map.of("LANG", lang)));
        assertEquals("ko", Language.of(Map.of("LANG", lang, "LC_ALL", "ko_KR.UTF-8")));
    }
}
