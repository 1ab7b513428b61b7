package com.example.tools.quote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.process.Maven;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each lesson's one file: how long it is, what it needs, and that it runs in its place and wherever it is pasted. */
class OneFileTest {

    private static final int COLUMNS = 100;
    private static final int HEART = 40;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Course course = Course.here();

    /** 06 has two protocols to show. */
    private static int lines(Lesson lesson) {
        return lesson.number() == 6 ? 95 : 80;
    }

    /** What its imports may begin with: the JDK, and the server of lessons 07 and 08. */
    private static List<String> allowed(Lesson lesson) {
        return Stream.concat(Stream.of("java.", "com.sun.net.httpserver."), switch (lesson.number()) {
            case 7 -> Stream.of("org.eclipse.jetty.");
            case 8 -> Stream.of("io.undertow.");
            default -> Stream.<String>of();
        }).toList();
    }

    private static List<String> quoted(Course course, Lesson lesson, String region) throws Exception {
        return Quotes.of(course, lesson.name().substring(0, 2) + "/InOneFile" + region).lines();
    }

    @Test
    void each_is_short_narrow_and_needs_nothing() throws Exception {
        List<String> problems = new ArrayList<>();
        for (Lesson lesson : course.lessons()) {
            List<String> whole = quoted(course, lesson, "");
            long lines = whole.stream().filter(line -> !line.isBlank() && !line.startsWith("import ")).count();
            if (lines > lines(lesson)) {
                problems.add(lesson.name() + " has " + lines + " lines, not " + lines(lesson));
            }
            int heart = quoted(course, lesson, "#heart").size();
            if (heart > HEART) {
                problems.add(lesson.name() + "'s heart has " + heart + " lines, not " + HEART);
            }
            for (String line : whole) {
                if (line.length() > COLUMNS) {
                    problems.add(lesson.name() + " is wider than " + COLUMNS + ": " + line);
                }
                String type = line.replaceFirst("^import (static )?", "");
                if (line.startsWith("import ") && allowed(lesson).stream().noneMatch(type::startsWith)) {
                    problems.add(lesson.name() + " needs " + line);
                }
            }
        }
        assertEquals(List.of(), problems);
    }

    /** Java 22 and later refuse a package line outside its folder: what is quoted has none. */
    @TestFactory
    Stream<DynamicTest> each_runs_in_its_place_and_where_it_is_pasted(@TempDir Path empty) throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path java : javas()) {
            for (Lesson lesson : course.lessons()) {
                tests.add(dynamicTest(lesson.name() + " on " + java, () -> {
                    Path file = empty.resolve("InOneFile.java");
                    Files.write(file, quoted(course, lesson, ""));
                    List<String> pasted = run(java, empty, lesson, file.getFileName());
                    assertTrue(pasted.stream().anyMatch(line -> line.startsWith("bob hears: ")), pasted::toString);
                    Path place = Quotes.of(course, lesson.name().substring(0, 2) + "/InOneFile").file();
                    assertEquals(withoutPorts(pasted), withoutPorts(run(java, course.root(), lesson, place)));
                }));
            }
        }
        return tests.stream();
    }

    /** The Java that runs this, and 25 where there is one, as in .ci/run. */
    private static List<Path> javas() throws Exception {
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        String named = System.getenv("JAVA_HOME_25_X64");
        if (named != null) {
            homes.add(Path.of(named));
        } else if (Files.isDirectory(Path.of("/usr/lib/jvm"))) {
            try (Stream<Path> installed = Files.list(Path.of("/usr/lib/jvm"))) {
                installed.filter(home -> home.getFileName().toString().contains("25")).findFirst()
                        .ifPresent(homes::add);
            }
        }
        return homes.stream().map(home -> home.resolve("bin/java")).filter(Files::exists).toList();
    }

    private List<String> run(Path java, Path folder, Lesson lesson, Path file) throws Exception {
        List<String> words = new ArrayList<>(List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        if (lesson.number() > 6) {
            words.addAll(List.of("-cp", Maven.dependencies(course, lesson).stream().map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator))));
        }
        words.add(file.toString());
        return Maven.run(folder, words, LIMIT).orElseThrow(file.toString()).output().lines().toList();
    }

    private static List<String> withoutPorts(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1")).toList();
    }
}
