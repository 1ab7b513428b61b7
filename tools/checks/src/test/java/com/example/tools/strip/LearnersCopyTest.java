package com.example.tools.strip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.course.Markdown;
import com.example.tools.programs.Commands;
import com.example.tools.programs.Programs;
import com.example.tools.texts.Links;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The texts of the learners' copy: whatever they link to or tell to type is there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LearnersCopyTest {

    private static final Pattern PROGRAM = Pattern.compile("\\./course ([a-z][a-z-]*)");
    private static final Pattern PROFILE = Pattern.compile("\\bmvn [^`|#]*-P([a-z]+)");
    private static final Pattern SOURCE = Pattern.compile("\\bjava ([\\w./-]+\\.java)\\b");

    private Course copy;
    private List<Path> texts;

    @BeforeAll
    void strip(@TempDir Path temporary) throws Exception {
        Path folder = temporary.resolve("course");
        assertEquals(0, Commands.commandLine("strip", new StripProgram(Course.here())).execute(folder.toString()));
        copy = new Course(folder);
        texts = Markdown.files(copy);
        assertTrue(texts.size() > 20, texts::toString);
    }

    @Test
    void its_links_lead_somewhere() throws IOException {
        Links links = new Links(copy);
        List<String> problems = new ArrayList<>();
        for (Path text : texts) {
            problems.addAll(links.check(text));
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void its_commands_are_there() throws IOException {
        List<String> programs = new ArrayList<>(Programs.namesIn("course"));
        // These work on what the copy lacks.
        programs.removeAll(List.of("check", "strip"));
        String pom = Files.readString(copy.root().resolve("pom.xml"));
        List<String> problems = new ArrayList<>();
        for (Path text : texts) {
            for (String line : Files.readAllLines(text)) {
                PROGRAM.matcher(line).results().map(found -> found.group(1)).filter(name -> !programs.contains(name))
                        .forEach(name -> problems.add(copy.name(text) + " tells to type ./course " + name));
                PROFILE.matcher(line).results().map(found -> found.group(1))
                        .filter(profile -> !pom.contains("<id>" + profile + "</id>"))
                        .forEach(profile -> problems.add(copy.name(text) + " tells of -P" + profile));
                SOURCE.matcher(line).results().map(found -> found.group(1)).filter(file -> file.contains("/"))
                        .filter(file -> !Files.exists(text.resolveSibling(file))
                                && !Files.exists(copy.root().resolve(file)))
                        .forEach(file -> problems.add(copy.name(text) + " tells to run " + file));
            }
        }
        assertEquals(List.of(), problems);
    }

    /** Where a block or a sentence has gone, what is left before and behind it reads on. */
    @Test
    void no_sentence_is_left_without_its_end_or_its_beginning() throws IOException {
        List<String> problems = new ArrayList<>();
        for (Path text : texts) {
            List<String> lines = Files.readAllLines(text);
            boolean[] code = new Markdown(text, lines).code();
            List<Integer> filled = IntStream.range(0, lines.size()).filter(i -> !lines.get(i).isBlank()).boxed()
                    .toList();
            for (int n = 0; n < filled.size(); n++) {
                int i = filled.get(n);
                String line = lines.get(i);
                if (code[i] || line.startsWith("|") || line.startsWith("<")) {
                    continue;
                }
                String next = n + 1 < filled.size() ? lines.get(filled.get(n + 1)) : "";
                boolean last = n + 1 == filled.size() || filled.get(n + 1) > i + 1;
                if (last && line.endsWith(":") && !next.matches("\\s*([|<`!*-]|\\d+\\. |~~~).*")) {
                    problems.add(copy.name(text) + ": nothing follows \"" + line + "\"");
                }
                boolean first = n == 0 || filled.get(n - 1) < i - 1;
                if (first && line.matches("[a-z]\\P{IsHangul}*") && !code[filled.get(Math.max(0, n - 1))]) {
                    problems.add(copy.name(text) + ": nothing leads to \"" + line + "\"");
                }
            }
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void it_says_nothing_of_what_it_lacks() throws IOException {
        List<String> problems = new ArrayList<>();
        for (Path text : texts) {
            Files.readAllLines(text).stream().filter(line -> LearnersText.LACKED.matcher(line).find())
                    .forEach(line -> problems.add(copy.name(text) + ": " + line));
        }
        assertEquals(List.of(), problems);
    }
}
