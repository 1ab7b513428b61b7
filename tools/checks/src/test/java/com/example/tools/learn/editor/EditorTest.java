package com.example.tools.learn.editor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.judge.Verdict;
import com.example.tools.learn.Feedback;
import com.example.tools.learn.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The learner's editor is found, and told a file and a line in its own words. */
class EditorTest {

    @TempDir
    Path folder;

    /** The variables of a learner who has these programs on the path. */
    private Map<String, String> with(String... programs) throws IOException {
        for (String program : programs) {
            assertTrue(Files.createFile(folder.resolve(program)).toFile().setExecutable(true));
        }
        return new HashMap<>(Map.of("PATH", folder.toString()));
    }

    private static Optional<String> name(Map<String, String> environment) {
        return Editor.find(environment).map(Editor::name);
    }

    @Test
    void the_editor_in_whose_terminal_this_runs_is_first_then_what_variables_say() throws Exception {
        Map<String, String> variables = with("code", "idea", "vim", "nano");
        assertEquals(Optional.of("code"), name(variables));
        variables.put("EDITOR", "nano");
        assertEquals(Optional.of("nano"), name(variables));
        variables.put("VISUAL", "vim");
        assertEquals(Optional.of("vim"), name(variables));
        variables.put("TERMINAL_EMULATOR", "JetBrains-JediTerm");
        assertEquals(Optional.of("idea"), name(variables));
        variables.put("TERM_PROGRAM", "vscode");
        assertEquals(Optional.of("code"), name(variables));
    }

    @Test
    void one_that_is_not_there_is_passed_over_and_there_may_be_none() throws Exception {
        Map<String, String> variables = with("vim");
        variables.put("VISUAL", "missing --wait");
        variables.put("TERM_PROGRAM", "vscode");
        assertEquals(Optional.empty(), name(variables));
        variables.put("EDITOR", "vim");
        assertEquals(Optional.of("vim"), name(variables));
        assertEquals(Optional.empty(), name(Map.of()));
    }

    @Test
    void a_variable_may_have_options_and_quotes_and_a_path_with_spaces() throws Exception {
        Path spaced = Files.createDirectories(folder.resolve("my editors")).resolve("code");
        assertTrue(Files.createFile(spaced).toFile().setExecutable(true));
        Place place = new Place(Path.of("A.java"), 7);
        for (String line : List.of(spaced.toString(), '"' + spaced.toString() + '"', "'" + spaced + "'")) {
            assertEquals(List.of(spaced.toString(), "-g", "A.java:7"),
                    Editor.find(Map.of("VISUAL", line)).orElseThrow().command(place));
        }
        assertEquals(List.of(spaced.toString(), "--wait", "-g", "A.java:7"),
                Editor.find(Map.of("VISUAL", '"' + spaced.toString() + "\" --wait")).orElseThrow().command(place));
    }

    @ParameterizedTest
    @CsvSource({"code, true, -g A.java:7", "idea, true, --line 7 A.java", "vim, false, +7 A.java",
        "nano, false, +7 A.java", "hx, false, A.java:7", "kate, true, -l 7 A.java", "unknown, false, A.java"})
    void each_has_words_of_its_own(String program, boolean window, String words) {
        Editor editor = new Editor(List.of("/usr/bin/" + program));
        assertEquals(window, editor.hasWindow());
        assertEquals("/usr/bin/" + program + " " + words,
                String.join(" ", editor.command(new Place(Path.of("A.java"), 7))));
    }

    @Test
    void the_place_is_what_the_verdict_names_or_what_waits() throws Exception {
        Path file = Files.writeString(folder.resolve("A.java"), "package a;\n\n/** Of class A. */\nclass A {\n"
                + "    int a() {\n        throw new X(\"1.1 A: not started\");\n    }\n}\n");
        assertEquals(6, Place.of(file, null).line());
        assertEquals(12, Place.of(file, feedback("src/A.java, line 12\n\n  x", "")).line());
        assertEquals(5, Place.of(file, feedback("", "it threw X, at A.java:5, called at ATest.java:90")).line());
        assertEquals(6, Place.of(file, feedback("", "at ATest.java:90")).line());
        Files.writeString(file, "package a;\n\nfinal class A {\n}\n");
        assertEquals(3, Place.of(file, null).line());
        assertEquals(1, Place.of(folder.resolve("B.java"), null).line());
    }

    private static Feedback feedback(String details, String message) {
        return new Feedback(Mark.WRONG, "", 0, 1, List.of(new Verdict.Result("a test", Verdict.Status.FAILED, "E", true,
                message, "")), details, "");
    }
}
