package com.example.tools.texts;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.course.LessonReadme;
import com.example.tools.course.Markdown;
import com.example.tools.course.TreeCopy;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Proves the rules of the house that a reader of one file would not notice to be broken. */
public final class Rules {

    /** A folder of one person's machine; not as a part of a longer path or address. */
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.}/*-])(/(home|root|work|Users)/\\w|[A-Z]:\\\\+Users\\b)");
    private static final Pattern MERGE = Pattern.compile("^(<{7}|>{7}) ");
    private static final Pattern SLEEP = Pattern.compile("\\b(Thread|TimeUnit|[A-Z]+SECONDS)\\.sleep\\(");
    /** What a stub says; of several methods in one class, which one. */
    private static final Pattern NOT_STARTED = Pattern.compile("\"(\\d+\\.\\d+ \\w+)(?:\\.\\w+)?: not started\"");
    private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");

    private Rules() {
    }

    /** The program: what links, copies and rules have to say about the files whose path contains the argument. */
    static int main(Course course, String wanted) throws IOException, InterruptedException {
        List<String> problems = check(course);
        problems.addAll(Copies.check(course));
        Links links = new Links(course);
        for (Path file : Markdown.files(course)) {
            problems.addAll(links.check(file));
        }
        problems.removeIf(problem -> !problem.contains(wanted));
        problems.forEach(System.out::println);
        System.out.println(problems.size() + " problems.");
        return problems.isEmpty() ? 0 : 1;
    }

    /** All rules, for all files. */
    public static List<String> check(Course course) throws IOException, InterruptedException {
        List<String> problems = new ArrayList<>();
        for (String name : TreeCopy.files(course)) {
            checkFile(name, lines(course.root().resolve(name)), problems);
        }
        checkPoms(course, problems);
        for (Lesson lesson : course.lessons()) {
            checkExercises(course, lesson, problems);
            LessonReadme.check(course, lesson, problems);
        }
        return problems;
    }

    /** A text file's lines; none for a picture. */
    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException e) {
            return List.of();
        }
    }

    private static void checkFile(String name, List<String> lines, List<String> problems) {
        Layout.check(name, lines, problems);
        problems.addAll(PlainWords.check(name, String.join("\n", lines)));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String where = name + ":" + (i + 1);
            if (MACHINE_PATH.matcher(line).find()) {
                problems.add(where + " names a folder of one machine: " + line.strip());
            }
            if (MERGE.matcher(line).find()) {
                problems.add(where + " is what an unfinished merge leaves behind.");
            }
            if (name.contains("/" + Lesson.TEST + "/") && SLEEP.matcher(line).find()) {
                problems.add(where + " sleeps and hopes: wait for the condition itself.");
            }
        }
    }

    private static void checkPoms(Course course, List<String> problems) throws IOException {
        String pom = Files.readString(course.root().resolve("pom.xml"));
        // The profile grade has one more, which is no lesson.
        List<String> modules = MODULE.matcher(pom.replaceFirst("(?s)<profiles>.*", "")).results()
                .map(found -> found.group(1)).toList();
        List<String> lessons = course.lessons().stream().map(Lesson::name).toList();
        if (!modules.equals(lessons)) {
            problems.add("pom.xml: the modules " + modules + " are not the lessons " + lessons + ".");
        }
    }

    /** Every exercise has its stub and its solution, and there is no stub or solution without an exercise. */
    private static void checkExercises(Course course, Lesson lesson, List<String> problems) throws IOException {
        List<Exercise> exercises = lesson.exercises();
        for (int i = 0; i < exercises.size(); i++) {
            Exercise exercise = exercises.get(i);
            if (!exercise.number().equals(lesson.number() + "." + (i + 1))) {
                problems.add(lesson.name() + ": " + exercise.title() + " should have the number "
                        + lesson.number() + "." + (i + 1) + ".");
            }
            for (String root : List.of(Lesson.STUBS, Lesson.SOLUTIONS, Lesson.TEST)) {
                String file = root.equals(Lesson.TEST) ? exercise.testFile() : exercise.file();
                if (!Files.exists(lesson.folder().resolve(root).resolve(file))) {
                    problems.add(lesson.name() + ": " + exercise.title() + " has no " + root + "/" + file + ".");
                }
            }
            Path stub = lesson.folder().resolve(Lesson.STUBS).resolve(exercise.file());
            if (Files.exists(stub) && !NOT_STARTED.matcher(Files.readString(stub)).results()
                    .map(aborted -> aborted.group(1)).toList().contains(exercise.title())) {
                problems.add(course.name(stub) + " does not abort with \"" + exercise.title() + ": not started\".");
            }
        }
        for (String root : List.of(Lesson.STUBS, Lesson.SOLUTIONS)) {
            for (Path file : lesson.files(root, ".java")) {
                if (exercises.stream().noneMatch(exercise -> file.endsWith(Path.of(exercise.file())))) {
                    problems.add(course.name(file) + " belongs to no exercise: a test must announce it with"
                            + " @DisplayName(\"" + lesson.number() + ".N " + file.getFileName().toString()
                            .replace(".java", "") + "\").");
                }
            }
        }
    }
}
