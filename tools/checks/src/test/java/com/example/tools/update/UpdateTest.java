package com.example.tools.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.checks.Fixture;
import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Handout;
import com.example.tools.course.Lesson;
import com.example.tools.learn.Notebook;
import com.example.tools.learn.Stubs;
import com.example.tools.programs.Commands;
import com.example.tools.strip.StripProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A learner's work goes from one version of the course to the next, and nothing of it is lost. */
class UpdateTest {

    private static final String MINE = "package com.example.sum.exercise;\n\npublic final class Adder {\n"
            + "    public static int add(int... numbers) {\n        return numbers.length; // mine\n    }\n}\n";
    private static final Instant MONDAY = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir
    Path folder;
    private Course old;
    private Course newer;
    private Path oldFile;
    private Path newFile;

    /** What a command printed, and how it ended. */
    private record Run(int exit, String said) { }

    @BeforeEach
    void two_versions() throws Exception {
        old = Fixture.in(folder.resolve("old"));
        Handout.write(old, old.root());
        newer = Fixture.in(folder.resolve("newer"));
        newFile = newer.root().resolve("01-sum/src/exercise/java/com/example/sum/exercise/Adder.java");
        Fixture.edit(newFile, "    public static int add", "    /** Adds them all. */\n    public static int add");
        Fixture.edit(newer.root().resolve("pom.xml"), "<artifactId>course</artifactId>\n  <version>1</version>",
                "<artifactId>course</artifactId>\n  <version>2</version>");
        Handout.write(newer, newer.root());
        oldFile = old.root().resolve(newer.root().relativize(newFile));
    }

    private static Run update(Course course, Path from) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setOut(both);
            System.setErr(both);
            int exit = Commands.commandLine("update", new UpdateProgram(course)).execute("--from", from.toString());
            return new Run(exit, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static void assertSays(Run run, int exit, String... pieces) {
        assertEquals(exit, run.exit(), run.said());
        for (String piece : pieces) {
            assertTrue(run.said().contains(piece), run.said());
        }
    }

    private static void write(Path file, String text, Instant when) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(when));
    }

    /** All that a folder holds, by name. */
    private static Map<String, String> tree(Path root) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                tree.put(root.relativize(file).toString(), new String(Files.readAllBytes(file),
                        StandardCharsets.ISO_8859_1));
            }
        }
        return tree;
    }

    private String kept(String name) throws IOException {
        try (Stream<Path> copies = Files.list(newer.root().resolve(".learn/copies"))) {
            return copies.filter(copy -> copy.getFileName().toString().startsWith(name + "-"))
                    .map(copy -> {
                        try {
                            return Files.readString(copy);
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    }).collect(Collectors.joining());
        }
    }

    @Test
    void work_comes_over_the_changed_stub_is_told_and_the_old_copy_stays() throws Exception {
        write(oldFile, MINE, MONDAY);
        Map<String, String> before = tree(old.root());
        Run run = update(newer, old.root());
        assertSays(run, 0, "version 1", "version 2", "taken      1.1 Adder", "Its stub has another comment now:",
                "+    /** Adds them all. */", "1 taken, 0 here already");
        assertEquals(MINE, Files.readString(newFile));
        assertEquals(before, tree(old.root()));
        assertEquals(FileTime.from(MONDAY), Files.getLastModifiedTime(newFile));
        assertTrue(Files.readString(newer.root().resolve(".learn/update.txt")).contains("+    /** Adds them all. */"));
        Exercise adder = newer.lessons().get(0).exercises().get(0);
        String stub = new String(new Stubs(newer, newer.root().resolve(".learn"))
                .of(newer.lessons().get(0), adder).orElseThrow(), StandardCharsets.UTF_8);
        assertTrue(stub.contains("Adds them all"), "the loop's r still has the newer stub: " + stub);
        assertSays(update(newer, old.root()), 0, "0 taken, 1 here already");
    }

    @Test
    void code_that_changed_in_a_stub_is_told_as_such() throws Exception {
        Fixture.edit(newFile, "int... numbers", "long... numbers");
        Handout.write(newer, newer.root());
        write(oldFile, MINE, MONDAY);
        assertSays(update(newer, old.root()), 0, "Its stub has changed, in its code too:", "long... numbers");
    }

    @Test
    void a_stub_is_no_work_whatever_ends_its_lines() throws Exception {
        write(oldFile, "\uFEFF" + Files.readString(oldFile).replace("\n", "\r\n"), MONDAY);
        String stub = Files.readString(newFile);
        assertSays(update(newer, old.root()), 0, "0 taken", "1 not begun there");
        assertEquals(stub, Files.readString(newFile));
        assertFalse(Files.exists(newer.root().resolve(".learn/copies")));

        write(oldFile, MINE.replace("\n", "\r\n"), MONDAY);
        assertSays(update(newer, old.root()), 0, "1 taken");
        write(oldFile, MINE, MONDAY);
        assertSays(update(newer, old.root()), 0, "1 here already");
    }

    @Test
    void of_two_works_the_later_stays_and_the_other_is_kept() throws Exception {
        String later = MINE.replace("mine", "later");
        write(oldFile, MINE, MONDAY);
        write(newFile, later, MONDAY.plusSeconds(60));
        assertSays(update(newer, old.root()), 0, "kept       1.1 Adder", "Both copies have work.", "1 kept beside");
        assertEquals(later, Files.readString(newFile));
        assertEquals(MINE, kept("1.1-Adder"));
        update(newer, old.root());
        assertEquals(MINE, kept("1.1-Adder"), "the same text is kept once");

        write(oldFile, MINE, MONDAY.plusSeconds(120));
        assertSays(update(newer, old.root()), 0, "taken      1.1 Adder", "That of the other one is later");
        assertEquals(MINE, Files.readString(newFile));
        assertTrue(kept("1.1-Adder").contains("later"));
    }

    @Test
    void an_older_layout_has_other_folders_packages_and_numbers() throws Exception {
        write(oldFile, MINE.replace("com.example.sum.exercise", "com.example.adding"), MONDAY);
        Files.move(old.root().resolve("01-sum"), old.root().resolve("01-adding"));
        Path test = old.root().resolve("01-adding/src/test/java/com/example/sum/exercise/AdderTest.java");
        Fixture.edit(test, "1.1 Adder", "1.7 Adder");
        Files.createDirectories(old.root().resolve(".learn"));
        Files.writeString(old.root().resolve(".learn/progress.properties"),
                "current=1.7\n1.7=SOLVED abc\n1.7.hints=2\n");
        Files.delete(old.root().resolve(".handout/stubs.zip"));
        assertSays(update(newer, old.root()), 0, "1 taken", "Its package is com.example.sum.exercise now",
                "Whether its stub has changed is not known");
        assertEquals(MINE, Files.readString(newFile));
        Exercise adder = newer.lessons().get(0).exercises().get(0);
        try (Notebook notebook = new Notebook(newer.root().resolve(".learn"))) {
            assertTrue(notebook.isAt(adder), "the learner is at 1.1, which was 1.7");
            assertEquals(2, notebook.hints(adder));
        }
    }

    @Test
    void what_is_no_exercise_any_more_is_kept_and_a_class_of_ones_own_comes_along() throws Exception {
        Path gone = oldFile.resolveSibling("Halver.java");
        write(gone, "package com.example.sum.exercise;\nfinal class Halver {\n    static int half(int n) {\n"
                + "        throw new org.opentest4j.TestAbortedException(\"1.2 Halver: not started\");\n    }\n}\n",
                MONDAY);
        Handout.write(old, old.root());
        assertSays(update(newer, old.root()), 0, "1 not begun there, 0 new.");
        write(gone, "package com.example.sum.exercise;\nfinal class Halver {\n}\n", MONDAY);
        write(oldFile.resolveSibling("Own.java"), "package com.example.sum.exercise;\nfinal class Own {\n}\n", MONDAY);
        assertSays(update(newer, old.root()), 0, "gone       Halver", "yours is kept in .learn/copies/1-Halver-",
                "your own   01-sum/src/exercise/java/com/example/sum/exercise/Own.java");
        assertTrue(Files.exists(newFile.resolveSibling("Own.java")));
        assertFalse(Files.exists(newFile.resolveSibling("Halver.java")));
        assertTrue(kept("1-Halver").contains("class Halver"));
    }

    @Test
    void a_sentence_says_what_from_wants() throws Exception {
        Path none = Files.createDirectories(folder.resolve("none"));
        Path file = Files.writeString(folder.resolve("old.zip"), "PK");
        assertSays(update(newer, folder.resolve("nowhere")), 2, "There is no folder ", "nowhere.");
        assertSays(update(newer, file), 2, "old.zip is a file", "must be unpacked");
        assertSays(update(newer, none), 2, "none is no copy of the course: it has no folder such as 01-tcp-socket");
        assertSays(update(newer, folder), 2, "is no copy of the course", "Do you mean ");
        assertSays(update(newer, old.root().resolve("01-sum")), 2, "is one lesson", "the folder above it");
        assertSays(update(newer, newer.root()), 2, "is this copy itself");
        assertSays(update(newer, newer.root().resolve("01-sum/..")), 2, "is this copy itself");
        assertSays(update(old, newer.root()), 2, "is version 2", "this copy is version 1", "run ./course update there");
        assertFalse(Files.exists(newer.root().resolve(".learn")), "nothing was begun");
        try (Notebook loop = new Notebook(newer.root().resolve(".learn"))) {
            assertTrue(loop.isOurs());
            assertSays(update(newer, old.root()), 1, "A ./course learn is running in this copy");
        }
    }

    /** The whole course, as two handouts of it. */
    @Test
    void a_handout_becomes_the_next_version() throws Exception {
        Course course = Course.here();
        Path first = folder.resolve("handout-1");
        Path second = folder.resolve("handout-2");
        assertEquals(0, Commands.commandLine("strip", new StripProgram(course)).execute(first.toString()));
        assertEquals(0, Commands.commandLine("strip", new StripProgram(course)).execute(second.toString()));
        Fixture.edit(second.resolve(".handout/version.properties"), "version=", "version=9");
        int count = 0;
        for (Lesson lesson : course.lessons()) {
            Exercise exercise = lesson.exercises().get(0);
            Files.copy(lesson.folder().resolve(Lesson.SOLUTIONS).resolve(exercise.file()),
                    Stubs.file(new Lesson(first.resolve(lesson.name())), exercise),
                    StandardCopyOption.REPLACE_EXISTING);
            count += lesson.exercises().size();
        }
        Run run = update(new Course(second), first);
        int lessons = course.lessons().size();
        assertSays(run, 0, lessons + " taken, 0 here already, 0 kept beside, " + (count - lessons)
                + " not begun there, 0 new.");
        for (Lesson lesson : course.lessons()) {
            Exercise exercise = lesson.exercises().get(0);
            assertEquals(-1, Files.mismatch(lesson.folder().resolve(Lesson.SOLUTIONS).resolve(exercise.file()),
                    Stubs.file(new Lesson(second.resolve(lesson.name())), exercise)), exercise.title());
        }
        assertSays(update(new Course(first), second), 2, "run ./course update there");
    }
}
