package com.example.tools.mutation;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.judge.Javac;
import com.example.tools.process.Maven;
import com.example.tools.process.Trees;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures the tests: single operations of the code are changed, one at a time, and some test has to notice.
 *
 * <p>{@code solutions 04} changes the solutions of a lesson, each judged by its own exercise's tests ({@code 4.2} those
 * of one exercise). {@code lesson 04} changes the parts of the worked code that know the protocol, judged by the
 * lesson's tests. How much of it must be noticed, and which these parts are, is in {@code tools/checks/mutation.txt}.
 */
public final class Mutation {

    private static final Path TABLE = Path.of("tools/checks/mutation.txt");

    private final Course course;
    private final Lesson lesson;
    private final Path scratch;
    private final Wanted wanted;
    private int killed;
    private int all;

    /**
     * What the table has of a lesson.
     *
     * @param solutions of 100 changes of its solutions, so many must be noticed at the least
     * @param lesson    and of its protocol parts
     * @param parts     the classes that know the protocol
     */
    private record Wanted(int solutions, int lesson, List<String> parts) {

        static Wanted of(Course course, Lesson lesson) throws IOException {
            String[] words = Files.readAllLines(course.root().resolve(TABLE)).stream()
                    .filter(line -> line.startsWith(lesson.name() + " ")).findFirst()
                    .orElseThrow(() -> new IllegalStateException(TABLE + " has no line for " + lesson.name() + "."))
                    .split("\\s+");
            return new Wanted(Integer.parseInt(words[1]), Integer.parseInt(words[2]),
                    Arrays.asList(words).subList(3, words.length));
        }
    }

    private Mutation(Course course, Lesson lesson) throws IOException {
        this.course = course;
        this.lesson = lesson;
        this.scratch = course.scratch("mutation", lesson.name());
        this.wanted = Wanted.of(course, lesson);
    }

    static int main(Course course, List<String> args) throws Exception {
        if (!List.of("solutions", "lesson").contains(args.get(0))) {
            throw new IllegalArgumentException("Either solutions or lesson is wanted, not " + args.get(0) + ".");
        }
        String wanted = args.get(1);
        if (!wanted.matches("\\d+(\\.\\d+)?")) {
            throw new IllegalArgumentException("A lesson or an exercise is wanted, such as 04 or 4.2, not " + wanted
                    + ".");
        }
        int number = Integer.parseInt(wanted.replaceFirst("\\..*$", ""));
        Lesson lesson = course.lessons().stream().filter(one -> one.number() == number).findFirst().orElseThrow();
        Mutation mutation = new Mutation(course, lesson);
        return args.get(0).equals("lesson") ? mutation.ofTheLesson()
                : mutation.ofTheSolutions(wanted.contains(".") ? wanted : null);
    }

    private int ofTheSolutions(String number) throws Exception {
        Map<String, Path> folders = compile();
        Pit.Build build = new Pit.Build(folders.get(Lesson.SOLUTIONS),
                classpath(folders.get(Lesson.TEST), folders.get(Lesson.MAIN)));
        for (Exercise exercise : lesson.exercises()) {
            if (number == null || exercise.number().equals(number)) {
                String type = exercise.packageName() + "." + exercise.name();
                measure(exercise.title(), build, List.of(type), List.of(exercise.testClass()), List.of(),
                        Lesson.SOLUTIONS);
            }
        }
        return sum(wanted.solutions());
    }

    private int ofTheLesson() throws Exception {
        Map<String, Path> folders = compile();
        Pit.Build build = new Pit.Build(folders.get(Lesson.MAIN),
                classpath(folders.get(Lesson.TEST), folders.get(Lesson.SOLUTIONS)));
        String inPackage = lesson.exercises().get(0).packageName().replaceFirst("\\.exercise$", ".");
        List<String> types = new ArrayList<>();
        for (String part : wanted.parts()) {
            String file = lesson.folder().resolve(Lesson.MAIN).relativize(source(Lesson.MAIN, part)).toString();
            types.add(file.replaceFirst("\\.java$", "").replace(File.separatorChar, '.'));
        }
        measure("the protocol parts of " + lesson.name(), build, types,
                List.of(inPackage + "*Test"), List.of(inPackage + "exercise.*"), Lesson.MAIN);
        return sum(wanted.lesson());
    }

    private void measure(String title, Pit.Build build, List<String> targets, List<String> tests,
                         List<String> without, String sources) throws Exception {
        List<Pit.Mutant> mutants = new Pit(build, lesson.folder(), course.junitParameters())
                .run(scratch.resolve("report"), targets, tests, without);
        Map<String, int[]> counts = new LinkedHashMap<>();
        List<String> told = new ArrayList<>();
        for (Pit.Mutant mutant : mutants) {
            int[] count = counts.computeIfAbsent(mutant.type().replaceFirst("\\$.*$", ""), key -> new int[2]);
            count[1]++;
            if (mutant.killed()) {
                count[0]++;
                continue;
            }
            Path source = source(sources, mutant.type().replaceFirst("\\$.*$", ""));
            told.add("  line %d, %s.%s: %s%s%n      %s".formatted(mutant.line(), mutant.type(), mutant.method(),
                    mutant.change(), mutant.status().equals("NO_COVERAGE") ? " (no test gets there)" : "",
                    Files.readAllLines(source).get(mutant.line() - 1).strip()));
        }
        counts.forEach((type, count) -> System.out.printf("%s: %s, %d of %d changes noticed%n", title, type, count[0],
                count[1]));
        told.forEach(System.out::println);
        killed += counts.values().stream().mapToInt(count -> count[0]).sum();
        all += mutants.size();
    }

    /** The file of a class below one of the lesson's source roots, in whichever package it is. */
    private Path source(String below, String type) throws IOException {
        return lesson.files(below, ".java").stream().filter(file -> file.endsWith(type + ".java")).findFirst()
                .orElseThrow(() -> new IllegalStateException(lesson.name() + " has no class " + type + "."));
    }

    /** The sum, and whether it is as it should be: 0, or 1 if it is not. */
    private int sum(int atLeast) {
        boolean enough = killed * 100 >= all * atLeast;
        System.out.printf("%s: %d of %d changes noticed, %.1f %%; at least %d %% are wanted%s.%n", lesson.name(),
                killed, all, 100.0 * killed / all, atLeast, enough ? "" : ", which is a PROBLEM");
        return enough ? 0 : 1;
    }

    /** Compiles the lesson, each source root into a folder of its own. */
    private Map<String, Path> compile() throws IOException, Javac.DoesNotCompileException {
        List<Path> dependencies = Maven.dependencies(course, lesson);
        Map<String, Path> folders = new LinkedHashMap<>();
        for (String root : List.of(Lesson.MAIN, Lesson.SOLUTIONS, Lesson.TEST)) {
            Path into = scratch.resolve(root.replace('/', '-'));
            Trees.empty(into);
            Javac.once(lesson.name() + "/" + root, lesson.files(root, ".java"),
                    Stream.concat(folders.values().stream(), dependencies.stream()).toList(), into);
            folders.put(root, into);
        }
        return folders;
    }

    private List<Path> classpath(Path... first) {
        List<Path> path = new ArrayList<>(List.of(first));
        path.add(lesson.folder().resolve("src/main/resources"));
        path.add(lesson.folder().resolve("src/test/resources"));
        path.removeIf(folder -> !Files.isDirectory(folder));
        path.addAll(Maven.dependencies(course, lesson));
        return path;
    }
}
