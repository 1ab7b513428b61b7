package com.example.tools.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.judge.Javac;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Lesson 06 has rooms, and the arrows between them go one way")
class RoomsTest {

    @TempDir
    private Path folder;

    @Test
    void the_lesson_keeps_to_its_rooms() throws Exception {
        Course course = Course.here();
        Lesson lesson = course.lessons().stream().filter(one -> one.number() == 6).findFirst().orElseThrow();
        JavaClasses classes = compiled(lesson.files(Lesson.MAIN, ".java"));
        assertTrue(classes.contain("com.example.frames.protocol.Connection"), "it is the lesson that is checked");
        assertEquals(List.of(), Rooms.check(classes));
    }

    /** A class of two fields, methods or calls that a room must not have, and the words by which the check tells it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "protocol.Bad  | com.example.frames.handshake.Head head;              | are in protocol",
        "protocol.Bad  | java.nio.channels.SocketChannel channel;             | reach outside of the memory",
        "handshake.Bad | java.net.Socket socket;                              | reach outside of the memory",
        "deflate.Bad   | void run() throws Exception { java.nio.file.Files.size(null); } | reach outside of the memory",
        "protocol.Bad  | void run() { new Thread(() -> { }).start(); }        | makes a thread",
        "handshake.Bad | Object pool = java.util.concurrent.Executors.newCachedThreadPool(); | reach outside",
        "deflate.Bad   | com.example.frames.handshake.Head head;              | are in deflate",
        "handshake.Bad | com.example.frames.deflate.Engine engine;            | are in handshake",
        "deflate.Bad   | void run() { new Thread(() -> { }).start(); }        | makes a thread",
        "handshake.Bad | java.nio.channels.SocketChannel channel;             | reach outside of the memory",
        "protocol.Bad  | com.example.frames.deflate.Engine engine;            | are in protocol",
        "protocol.Bad  | com.example.frames.io.Blocking blocking;             | are in protocol",
        "protocol.Bad  | com.example.frames.loop.Loop loop;                   | are in protocol",
        "handshake.Bad | com.example.frames.io.Blocking blocking;             | are in handshake",
        "handshake.Bad | com.example.frames.Hall room;                        | are in handshake",
        "io.Bad        | com.example.frames.handshake.Head head;              | are in io",
        "io.Bad        | com.example.frames.deflate.Engine engine;            | are in io",
        "io.Bad        | com.example.frames.loop.Loop loop;                   | are in io",
        "loop.Bad      | com.example.frames.io.Blocking blocking;             | are in loop",
        "loop.Bad      | com.example.frames.Hall room;                        | are in loop",
        "Bad           | com.example.frames.tour.Tour tour;                   | are in room",
        "Bad           | com.example.frames.protocol.Connection connection;   | drive a connection",
        "tour.Bad      | com.example.frames.io.Blocking blocking;             | are in tour",
        "tour.Bad      | com.example.frames.protocol.Connection connection;   | the machine behind a WebSocket",
        "handshake.Bad | com.example.frames.protocol.Connection connection;   | the machine behind a WebSocket",
        "deflate.Bad   | com.example.frames.protocol.Connection connection;   | the machine behind a WebSocket",
        "handshake.Head | com.example.frames.protocol.Needs needs; }  class Other { | free of cycles",
    })
    void what_breaks_a_rule_is_found(String name, String member, String words) throws Exception {
        List<Path> sources = new ArrayList<>();
        for (String good : new String[] {"protocol.Connection", "handshake.Head", "deflate.Engine", "io.Blocking",
            "loop.Loop", "tour.Tour", "Hall", "Lesson"}) {
            sources.add(source(good, good.equals("handshake.Head") ? "" : "java.nio.ByteBuffer bytes;"));
        }
        assertEquals(List.of(), Rooms.check(compiled(sources)), "as long as there is nothing bad");
        if (words.contains("cycles")) {
            sources.add(source("protocol.Needs", "com.example.frames.handshake.Head head;"));
        }
        sources.add(source(name, member));
        List<String> told = Rooms.check(compiled(sources.stream().distinct().toList()));
        assertTrue(told.stream().anyMatch(rule -> rule.contains(words)), told::toString);
    }

    private Path source(String name, String member) throws Exception {
        int dot = name.lastIndexOf('.');
        String room = dot < 0 ? "" : "." + name.substring(0, dot);
        Path file = folder.resolve("source").resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "package com.example.frames" + room + ";\n\npublic class "
                + name.substring(dot + 1) + " {\n    " + member + "\n}\n");
    }

    private JavaClasses compiled(List<Path> sources) throws Exception {
        Path into = Files.createTempDirectory(folder, "classes");
        Javac.once("lesson 06", sources, List.of(), into);
        return new ClassFileImporter().importPath(into);
    }
}
