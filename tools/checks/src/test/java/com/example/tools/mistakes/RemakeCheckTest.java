package com.example.tools.mistakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.checks.Fixture;
import com.example.tools.course.Course;
import com.example.tools.process.Maven;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patches are carried over to solutions that were reworded, moved or renamed; what does not carry is told. */
class RemakeCheckTest {

    private static final String SOLUTION = "01-sum/src/solution/java/com/example/sum/exercise/Adder.java";

    @TempDir
    private Path folder;
    private Course course;

    @BeforeEach
    void course() throws Exception {
        course = Fixture.in(folder);
        git("init", "-q");
        git("add", ".");
        git("-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "-m", "first");
    }

    private void git(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Maven.run(folder, command, Duration.ofMinutes(1)).orElseThrow("git");
    }

    private Map<String, Remake.Carried> remake(Map<String, String> words) throws Exception {
        Map<String, Remake.Carried> carried = new LinkedHashMap<>();
        new Remake(course, "HEAD", words).all(null, one -> carried.put(one.patch().getFileName().toString(), one));
        return carried;
    }

    private String patched(String name, String solution) throws Exception {
        return MistakePatch.read(folder.resolve("01-sum/src/mistake/" + name)).applyTo(solution);
    }

    @Test
    void what_fits_stays_as_it_is_and_what_never_did_is_told() throws Exception {
        String before = Files.readString(folder.resolve("01-sum/src/mistake/1.1-caught.patch"));
        Map<String, Remake.Carried> carried = remake(Map.of());
        assertEquals(null, carried.get("1.1-caught.patch").lost());
        assertEquals(before, Files.readString(folder.resolve("01-sum/src/mistake/1.1-caught.patch")));
        assertTrue(carried.get("1.1-does-not-apply.patch").lost().contains("does not apply"),
                carried.get("1.1-does-not-apply.patch")::toString);
    }

    @Test
    void a_patch_follows_lines_that_were_added_and_reworded() throws Exception {
        Path solution = folder.resolve(SOLUTION);
        String old = Files.readString(solution);
        String mistaken = patched("1.1-caught.patch", old);
        String comment = "/** Reworded, in three more lines.\n *\n * <p>Here they are.\n */\n";
        String text = old.replaceFirst("(?m)^public ", comment + "public ");
        Files.writeString(solution, text);
        Remake.Carried carried = remake(Map.of()).get("1.1-caught.patch");
        assertTrue(carried.changed(), carried::toString);
        assertEquals(mistaken.replaceFirst("(?m)^public ", comment + "public "), patched("1.1-caught.patch", text));
    }

    @Test
    void a_patch_follows_a_class_and_words_that_were_renamed() throws Exception {
        Path solution = folder.resolve(SOLUTION);
        String old = Files.readString(solution);
        String mistaken = patched("1.1-caught.patch", old);
        git("mv", SOLUTION, SOLUTION.replace("Adder", "Summer"));
        String text = old.replaceAll("\\bAdder\\b", "Summer").replaceAll("\\badd\\b", "sum");
        Files.writeString(folder.resolve(SOLUTION.replace("Adder", "Summer")), text);
        Remake.Carried carried = remake(Map.of("add", "sum")).get("1.1-caught.patch");
        assertTrue(carried.changed() && carried.lost() == null, carried::toString);
        assertEquals(mistaken.replaceAll("\\bAdder\\b", "Summer").replaceAll("\\badd\\b", "sum"),
                patched("1.1-caught.patch", text));
    }

    @Test
    void a_patch_whose_lines_were_changed_is_told_and_left_alone() throws Exception {
        Path solution = folder.resolve(SOLUTION);
        Path patch = folder.resolve("01-sum/src/mistake/1.1-caught.patch");
        String before = Files.readString(patch);
        String gone = before.lines().filter(line -> line.startsWith("-") && !line.startsWith("---")).findFirst()
                .orElseThrow().substring(1);
        Fixture.edit(solution, gone, gone + " // changed");
        Remake.Carried carried = remake(Map.of()).get("1.1-caught.patch");
        assertFalse(carried.changed());
        assertTrue(carried.lost().contains("in the same lines"), carried::toString);
        assertEquals(before, Files.readString(patch));
    }
}
