package com.example.tools.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.checks.Checks;
import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.course.Near;
import com.example.tools.process.Maven;
import com.example.tools.process.Prepare;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a first {@code ./course} waits for, and that each program of the list can be started. */
class FirstStartTest {

    private static final long LIMIT = 12_000_000;

    private final Course course = Course.here();

    @Test
    void libraries_that_the_tests_do_not_need_are_small() throws Exception {
        Prepare.build(course.root(), "course");
        Path listed = course.root().resolve("tools/course/target/libraries.txt");
        List<Path> libraries = Arrays.stream(Files.readString(listed)
                .strip().split(File.pathSeparator)).map(Path::of).toList();
        Set<Path> ofTheTests = new HashSet<>();
        for (Lesson lesson : course.lessons()) {
            ofTheTests.addAll(Maven.dependencies(course, lesson));
        }
        long bytes = 0;
        List<String> more = new ArrayList<>();
        for (Path library : libraries) {
            if (!ofTheTests.contains(library)) {
                bytes += Files.size(library);
                more.add(library.getFileName().toString());
            }
        }
        assertTrue(libraries.stream().anyMatch(ofTheTests::contains), "JUnit is in both lists: " + libraries);
        long sum = bytes;
        assertTrue(sum < LIMIT, () -> sum + " bytes more than the tests need: " + more);
    }

    @Test
    void a_folder_that_cannot_be_written_is_told_in_a_sentence(@TempDir Path root) throws Exception {
        Path folder = Prepare.words(root, "course").getParent();
        Files.createDirectories(folder.resolve("lock"));                // root may write whatever the mode says
        assertEquals("The course's folder cannot be written: " + folder + ".", assertThrows(
                Prepare.FailedException.class, () -> Prepare.build(root, "course")).getMessage());
    }

    @Test
    void a_name_with_two_letters_in_the_wrong_order_gets_a_proposal() {
        assertEquals("; is it quote?", Near.proposal("qoute", Programs.names()));
        assertEquals(".", Near.proposal("dance", Programs.names()));
    }

    @Test
    void each_line_of_the_list_has_a_name_a_gap_and_what_it_does() {
        for (String line : Main.list(course.root()).lines().filter(one -> one.startsWith("  ")).toList()) {
            String name = line.strip().split(" ")[0];
            String does = Programs.of(name).orElseThrow(() -> new AssertionError(line)).does();
            assertTrue(line.matches("  \\S+ {2,}\\Q" + does + "\\E"), line);
        }
    }

    @Test
    void each_program_of_the_list_is_there_and_says_in_its_help_what_the_list_says() {
        assertEquals(Set.copyOf(Programs.namesIn("checks")), Checks.PROGRAMS.keySet());
        Checks.PROGRAMS.forEach((name, program) -> {
            String help = Commands.commandLine(name, program.apply(course)).getUsageMessage();
            String line = Programs.of(name).orElseThrow().does();
            assertTrue(help.startsWith(Character.toUpperCase(line.charAt(0)) + line.substring(1)), help);
            assertTrue(help.contains("./course " + name), help);
        });
    }
}
