package com.example.tools.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.checks.Fixture;
import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Handout;
import com.example.tools.learn.Notebook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A learner's work goes from one machine to another and back, in one file. */
class ExportTest {

    private static final String ADDER = "01-sum/src/exercise/java/com/example/sum/exercise/Adder.java";
    private static final Instant MONDAY = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir
    Path folder;
    private Course desk;
    private Course train;
    private Exercise adder;

    @BeforeEach
    void two_machines() throws Exception {
        desk = Fixture.in(folder.resolve("desk"));
        train = Fixture.in(folder.resolve("train"));
        for (Course course : new Course[] {desk, train}) {
            Handout.write(course, course.root());
        }
        adder = desk.lessons().get(0).exercises().get(0);
    }

    private static void work(Course course, String text, Instant when) throws IOException {
        Files.writeString(course.root().resolve(ADDER), text);
        Files.setLastModifiedTime(course.root().resolve(ADDER), FileTime.from(when));
    }

    private static String text(Course course) throws IOException {
        return Files.readString(course.root().resolve(ADDER));
    }

    private static void progress(Course course, String lines) throws IOException {
        Files.createDirectories(course.root().resolve(".learn"));
        Files.writeString(course.root().resolve(".learn/progress.properties"), lines);
    }

    @Test
    void work_and_progress_go_there_and_back() throws Exception {
        work(desk, "class Adder { int first; }", MONDAY);
        progress(desk, "current=1.1\n1.1=WRONG abc\n1.1.hints=2\n");
        assertEquals(0, Export.write(desk, folder.resolve("a.zip")));
        assertEquals(0, Export.read(train, folder.resolve("a.zip")));
        assertEquals("class Adder { int first; }", text(train));
        assertEquals(FileTime.from(MONDAY), Files.getLastModifiedTime(train.root().resolve(ADDER)));
        try (Notebook notebook = new Notebook(train.root().resolve(".learn"))) {
            assertEquals(2, notebook.hints(adder));
            assertTrue(notebook.isAt(adder));
        }

        work(train, "class Adder { int second; }", MONDAY.plusSeconds(3600));
        assertEquals(0, Export.write(train, folder.resolve("b.zip")));
        assertEquals(0, Export.read(desk, folder.resolve("b.zip")));
        assertEquals("class Adder { int second; }", text(desk), "the later work");
        try (Stream<Path> copies = Files.list(desk.root().resolve(".learn/copies"))) {
            assertEquals("class Adder { int first; }", Files.readString(copies.findFirst().orElseThrow()));
        }
        assertEquals(0, Export.read(desk, folder.resolve("a.zip")));
        assertEquals("class Adder { int second; }", text(desk), "an older file changes nothing");
    }

    @Test
    void a_mark_comes_along_for_the_files_that_it_was_given_for() throws Exception {
        work(desk, "class Adder { }", MONDAY);
        progress(desk, "1.1=SOLVED abc\n");
        Export.write(desk, folder.resolve("a.zip"));
        Export.read(train, folder.resolve("a.zip"));
        assertTrue(Files.readString(train.root().resolve(".learn/progress.properties")).contains("1.1=SOLVED abc"));
    }

    @Test
    void nothing_is_overwritten_and_nothing_is_exported_from_nothing() throws Exception {
        assertThrows(IllegalStateException.class, () -> Export.write(desk, folder.resolve("a.zip")));
        assertFalse(Files.exists(folder.resolve("a.zip")));
        work(desk, "class Adder { }", MONDAY);
        Path there = Files.writeString(folder.resolve("there.zip"), "mine");
        says("there.zip is there already", () -> Export.write(desk, there));
        assertEquals("mine", Files.readString(there));
    }

    @Test
    void a_file_that_is_no_export_is_refused_before_anything_is_taken() throws Exception {
        String stub = text(train);
        says("There is no file", () -> Export.read(train, folder.resolve("nowhere.zip")));
        says("was not made by ./course learn --export.",
                () -> Export.read(train, Files.writeString(folder.resolve("text.zip"), "hello")));
        says("it has a ../out.java", () -> Export.read(train, zip("slip.zip", "../out.java", "x")));
        says("it has a /tmp/out.java", () -> Export.read(train, zip("root.zip", "/tmp/out.java", "x")));
        says("it has a 01-sum/pom.xml", () -> Export.read(train, zip("pom.zip", "01-sum/pom.xml", "x")));
        says("is too large", () -> Export.read(train, zip("large.zip", ADDER, "x".repeat(300_000))));
        work(desk, "class Adder { }", MONDAY);
        Export.write(desk, folder.resolve("whole.zip"));
        byte[] whole = Files.readAllBytes(folder.resolve("whole.zip"));
        whole[60] ^= 0x55;
        Path damaged = Files.write(folder.resolve("damaged.zip"), whole);
        assertThrows(IllegalArgumentException.class, () -> Export.read(train, damaged));
        assertEquals(stub, text(train));
        assertFalse(Files.exists(train.root().resolve(".learn")));
    }

    @Test
    void what_comes_from_a_newer_version_waits_until_the_copy_is_newer_too() throws Exception {
        work(desk, "class Adder { }", MONDAY);
        Fixture.edit(desk.root().resolve(".handout/version.properties"), "version=1", "version=2");
        Export.write(desk, folder.resolve("a.zip"));
        says("comes from version 2", () -> Export.read(train, folder.resolve("a.zip")));
    }

    private Path zip(String file, String name, String text) throws IOException {
        Path path = folder.resolve(file);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return path;
    }

    private static void says(String piece, Executable work) {
        String said = assertThrows(IllegalArgumentException.class, work).getMessage();
        assertTrue(said.contains(piece), said);
    }
}
