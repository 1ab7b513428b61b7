package com.example.tools.texts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which words are found, and which are plain. */
class PlainWordsTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "the close code stands in the exception",
        "A relay: stands between readers and a server",
        "two names may not stand there twice",
        "where the code stood",
        "it starts anew",
        "Anew it begins",
        "it waits for ever",
        "ONE blank after that colon",
        "lists have commas and optional blanks",
        "    // it waits for\n    // ever\n",
        "/**\n * it waits for\n * ever\n */",
        "Who does not read is dropped.",
        "It is so. Who cares about that sends fragments. Is it?",
        "    /** Who runs a program. */",
        " * Who comes back hears it.",
        "Story.of(\"Who finds no place is told so at once.\")",
        "**Who comes back** hears it.",
        "# Who\n# comes back hears it.\n",
        "    void who_comes_back_hears_it() throws Exception {",
        "    void the_reader_starts_anew() {",
        "    void a_list_stands_in_several_fields(int fields) {"
    })
    void these_are_found(String text) {
        assertEquals(1, PlainWords.check("a.md", text).size(), () -> PlainWords.check("a.md", text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a plus sign stands for a space, and null stands\n * for none",
        "a stand-in for the server; a standalone program; we understand, notwithstanding",
        "a blank line, and blank\n * ones; isBlank() is true",
        "it waits forever; is it for everyone? forever and again",
        "Who waits?",
        "| Who | does |",
        "A slow listener. Who waits when\n * one waits? All.",
        "those who have gone; whoever wrote it",
        "java.time.Year anewLife",
        "    void zero_stands_for_any_free_port() {",
        "    void those_who_stay_miss_nothing() {",
        "    void who(String name) {"
    })
    void these_are_plain(String text) {
        assertEquals(0, PlainWords.check("a.md", text).size(), () -> PlainWords.check("a.md", text).toString());
    }

    @Test
    void the_line_is_named_and_other_files_are_not_looked_at() {
        String text = "one\ntwo\nit waits for\n  ever, and what stands here\n";
        assertTrue(PlainWords.check("a/B.java", text).get(0).startsWith("a/B.java:4 says \"stands\""));
        assertTrue(PlainWords.check("a/B.java", text).get(1).startsWith("a/B.java:4 says \"for ever\": say forever"));
        assertEquals(0, PlainWords.check("a.png", text).size());
        String ofAnExercise = "    void who_comes_back_hears_it() {\n";
        assertEquals(1, PlainWords.check("01/src/test/java/a/exercise/ATest.java", ofAnExercise).size());
        assertEquals(0, PlainWords.check("AGENTS.md", text).size());
    }
}
