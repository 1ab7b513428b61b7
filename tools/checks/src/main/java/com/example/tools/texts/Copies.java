package com.example.tools.texts;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.judge.JavaSource;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * Proves that what the course keeps equal in several lessons is equal: whole files, but for the package line, the
 * public methods of the room's two classes, and the room's page, so that a diff between two lessons shows the transport
 * and nothing else; and how every page takes the reader's language.
 */
public final class Copies {

    /** Each lesson is self-contained, so it has its own copy of these. */
    private static final List<String> SAME_FILES = List.of(
            Lesson.TEST + "/**/exercise/{Slowness,Story}.java",
            // What a room and an echo endpoint must do, whoever wrote the server.
            Lesson.TEST + "/**/*Contract*.java",
            // What a server makes of an opening handshake: one table for lessons 05 to 08.
            Lesson.TEST + "/**/OpeningCases*.java",
            // The opening handshake of lessons 05 and 06; only how the bytes of a head arrive differs (HeadReader).
            Lesson.MAIN + "/**/handshake/{AcceptKey,Authority,ClientHandshake,Extension,FailedHandshakeException,"
                    + "HeaderFields,RefusedException,RequestHead,Response,ResponseHead,ServerHandshake,Syntax,Target}"
                    + ".java",
            // What the gates of lessons 07 and 08 share with the handshake of 05 and 06, and with each other.
            Lesson.MAIN + "/**/{handshake,jetty,undertow}/{Authority,Syntax}.java",
            Lesson.MAIN + "/**/{jetty,undertow}/Extension.java",
            Lesson.MAIN + "/**/RawWebSocket.java",
            // What the page shows of its own connection.
            Lesson.MAIN + "/**/dump/{Field,Report,Rule}.java",
            Lesson.MAIN + "/**/{jetty,undertow}/{Feeds,dump/Eyes,dump/FrameDump,dump/HexTrial}.java",
            // The room, whatever it is carried by.
            Lesson.MAIN + "/**/Message.java",
            Lesson.TEST + "/**/MessageTest.java",
            // What a tour measures with.
            Lesson.MAIN + "/**/Meter.java",
            Lesson.MAIN + "/**/History.java",
            Lesson.MAIN + "/**/GapException.java",
            Lesson.MAIN + "/**/FutureCursorException.java");

    /** The room over one transport after the other, from the second lesson on. */
    private static final List<String> SAME_METHODS = List.of("ChatServer.java", "ChatClient.java");
    private static final int ROOM_SINCE = 2;

    /** In the room's page: what each lesson says of itself, and its transport. */
    private static final Pattern LESSONS_OWN =
            Pattern.compile("\\s*<!-- this lesson -->.*?<!-- all lessons -->", Pattern.DOTALL);
    private static final Pattern TRANSPORT =
            Pattern.compile("// ==== Transport: .*?// ==== End of the transport", Pattern.DOTALL);

    /** In every page that a learner's browser gets: how it takes the reader's language. */
    private static final Pattern LANGUAGE = Pattern.compile("// ---- The reader's language.*?\\R}\\R", Pattern.DOTALL);
    private static final String SIDE_BY_SIDE = "tools/course/src/main/resources/com/example/tools/sidebyside/page.html";

    private Copies() {
    }

    /** One sentence for each lesson whose copy differs from the first lesson's that has one, or is the only one. */
    public static List<String> check(Course course) throws IOException {
        List<String> problems = new ArrayList<>();
        for (String pattern : SAME_FILES) {
            Map<Path, Path> firsts = new HashMap<>();
            List<Path> copies = new ArrayList<>();
            for (Lesson lesson : course.withExercises()) {
                var matcher = lesson.folder().getFileSystem().getPathMatcher("glob:**/" + pattern);
                lesson.files("src", ".java").stream().filter(matcher::matches).forEach(copies::add);
            }
            for (Path copy : copies) {
                // A project beyond the lessons has tests of a contract of its own.
                boolean ofLesson = course.name(copy).matches("\\d\\d-.*");
                if (ofLesson && copies.stream()
                        .filter(other -> other.getFileName().equals(copy.getFileName())).count() == 1) {
                    problems.add(course.name(copy) + " has no copy any more: what should be equal to it was renamed.");
                }
                Path original = firsts.computeIfAbsent(copy.getFileName(), name -> copy);
                List<String> first = withoutPackage(original);
                List<String> other = withoutPackage(copy);
                int at = 0;
                while (at < Math.min(first.size(), other.size()) && first.get(at).equals(other.get(at))) {
                    at++;
                }
                if (!first.equals(other)) {
                    problems.add(course.name(copy) + " differs from " + course.name(original) + ", from line "
                            + (at + 1) + " on: copy it again, and change the package line alone.");
                }
            }
        }
        for (String name : SAME_METHODS) {
            checkMethods(course, name, problems);
        }
        checkPages(course, problems);
        checkOwnPages(course, problems);
        checkLanguage(course, problems);
        return problems;
    }

    /** Each page takes the reader's language in the same lines. */
    private static void checkLanguage(Course course, List<String> problems) throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Lesson lesson : course.lessons()) {
            pages.addAll(lesson.files("src/main/resources", "page.html"));
            pages.addAll(lesson.files("src/test/resources", "own.html"));
        }
        Path sideBySide = course.root().resolve(SIDE_BY_SIDE);
        if (Files.exists(sideBySide)) {
            pages.add(sideBySide);
        }
        for (Path page : pages) {
            String here = language(page);
            if (here.isEmpty()) {
                problems.add(course.name(page) + " does not take the reader's language: copy the lines that do from "
                        + "another page.");
            } else if (!here.equals(language(pages.get(0)))) {
                problems.add(course.name(page) + " takes the reader's language in other lines than "
                        + course.name(pages.get(0)) + ".");
            }
        }
    }

    private static String language(Path page) throws IOException {
        Matcher block = LANGUAGE.matcher(Files.readString(page));
        return block.find() ? block.group() : "";
    }

    /** The room's page is the same in every lesson, but for what the page itself marks as the lesson's own. */
    private static void checkPages(Course course, List<String> problems) throws IOException {
        Path first = null;
        Map<String, Path> transports = new HashMap<>();
        for (Lesson lesson : course.lessons()) {
            for (Path page : lesson.files("src/main/resources", "page.html")) {
                if (lesson.files(Lesson.MAIN, "ChatServer.java").isEmpty()) {
                    continue;
                }
                first = first == null ? page : first;
                if (!common(page).equals(common(first))) {
                    problems.add(course.name(page) + " differs from " + course.name(first)
                            + " in more than what is marked as the lesson's own.");
                }
                // Two lessons with the same transport have the same code for it.
                Path other = transports.computeIfAbsent(transport(page).lines().findFirst().orElse(""), key -> page);
                if (!transport(page).equals(transport(other))) {
                    problems.add(course.name(page) + " differs from " + course.name(other)
                            + " in the same transport.");
                }
            }
        }
    }

    private static String common(Path page) throws IOException {
        String text = Files.readString(page);
        return LESSONS_OWN.matcher(text).replaceAll("").replace(transport(page), "");
    }

    /** So is the page of a learner's own server, where it has one. */
    private static void checkOwnPages(Course course, List<String> problems) throws IOException {
        Path first = null;
        for (Lesson lesson : course.lessons()) {
            for (Path page : lesson.files("src/test/resources", "own.html")) {
                first = first == null ? page : first;
                if (!LESSONS_OWN.matcher(Files.readString(page)).replaceAll("")
                        .equals(LESSONS_OWN.matcher(Files.readString(first)).replaceAll(""))) {
                    problems.add(course.name(page) + " differs from " + course.name(first)
                            + " in more than what is marked as the lesson's own.");
                }
            }
        }
    }

    /** The page's code for its transport; the first line names it. */
    private static String transport(Path page) throws IOException {
        Matcher block = TRANSPORT.matcher(Files.readString(page));
        if (!block.find()) {
            throw new IllegalStateException(page + " does not mark its transport.");
        }
        return block.group();
    }

    /** The lines without the name of their own package, which an import may have, too. */
    private static List<String> withoutPackage(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String own = lines.stream().filter(line -> line.startsWith("package ")).findFirst()
                .map(line -> line.replace("package ", "import ").replace(';', '.')).orElse("import ");
        return lines.stream().map(line -> line.startsWith("package ") ? "package" : line.replace(own, "import "))
                .toList();
    }

    private static void checkMethods(Course course, String name, List<String> problems) throws IOException {
        Path first = null;
        Set<String> methods = Set.of();
        for (Lesson lesson : course.lessons()) {
            List<Path> found = lesson.files(Lesson.MAIN, ".java").stream()
                    .filter(file -> file.endsWith(name)).toList();
            if (lesson.number() < ROOM_SINCE || found.isEmpty()) {
                continue;
            }
            Set<String> these = publicMethods(found.get(0));
            if (first == null) {
                first = found.get(0);
                methods = these;
            } else if (!these.equals(methods)) {
                problems.add(course.name(found.get(0)) + " has other public methods than " + course.name(first) + ": "
                        + onlyIn(these, methods, "only here ") + onlyIn(methods, these, "only there ").strip());
            }
        }
    }

    private static String onlyIn(Set<String> one, Set<String> other, String intro) {
        Set<String> only = new TreeSet<>(one);
        only.removeAll(other);
        return only.isEmpty() ? "" : intro + only + " ";
    }

    /** The signatures of the public methods of a file's outer class: types, names, what they throw. */
    static Set<String> publicMethods(Path file) throws IOException {
        Set<String> methods = new TreeSet<>();
        for (Tree member : JavaSource.parse(Files.readString(file)).classes().get(0).getMembers()) {
            if (member instanceof MethodTree method && method.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
                methods.add(signature(method));
            }
        }
        return methods;
    }

    private static String signature(MethodTree method) {
        String isStatic = method.getModifiers().getFlags().contains(Modifier.STATIC) ? "static " : "";
        String parameters = method.getParameters().stream()
                .map(parameter -> parameter.getType() + " " + parameter.getName()).collect(Collectors.joining(", "));
        String thrown = method.getThrows().isEmpty() ? "" : " throws " + method.getThrows();
        return isStatic + method.getReturnType() + " " + method.getName() + "(" + parameters + ")" + thrown;
    }
}
