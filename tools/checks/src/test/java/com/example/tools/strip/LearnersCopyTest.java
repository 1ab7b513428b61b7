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
