package com.example.tools.mutation;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.judge.CompiledLesson;
import com.example.tools.process.Maven;
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
 * of one exercise). {@code lesson 04} changes the parts of the worked code that know the protocol, as
 * {@code tools/checks/mutation/protocol-parts.txt} names them, judged by the lesson's tests. Survivors that need no
 * test are listed with the reason in {@code tools/checks/mutation}; one that is not listed is a problem, and so is an
 * entry that has not survived.
 */
public final class Mutation {

    private static final int OF_THE_SOLUTIONS = 95;
    private static final int OF_THE_LESSON = 85;
    private static final int OF_THE_FRAMES = 90;

    private final Course course;
    private final Lesson lesson;
    private final Path scratch;
    private final List<Survivors.Entry> listed;
    private final List<Survivors.Entry> survived = new ArrayList<>();
    private final Path listedIn;
    private int killed;
    private int all;

    private Mutation(Course course, Lesson lesson, String of) throws IOException {
        this.course = course;
        this.lesson = lesson;
        this.scratch = course.scratch("mutation", lesson.name());
        Survivors survivors = Survivors.of(course, lesson, of);
        this.listed = survivors.entries();
        this.listedIn = survivors.file();
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
        Mutation mutation = new Mutation(course, lesson, args.get(0));
        return args.get(0).equals("lesson") ? mutation.ofTheLesson()
                : mutation.ofTheSolutions(wanted.contains(".") ? wanted : null);
    }

    private int ofTheSolutions(String wanted) throws Exception {
        Map<String, Path> folders = compile();
        Pit.Build build = new Pit.Build(folders.get(Lesson.SOLUTIONS),
                classpath(folders.get(Lesson.TEST), folders.get(Lesson.MAIN)));
        List<String> judged = new ArrayList<>();
        for (Exercise exercise : lesson.exercises()) {
            if (wanted == null || exercise.number().equals(wanted)) {
                String type = exercise.packageName() + "." + exercise.name();
                judged.add(exercise.name());
                measure(exercise.title(), build, List.of(type), List.of(exercise.testClass()), List.of(),
                        Lesson.SOLUTIONS);
            }
        }
        return sum(OF_THE_SOLUTIONS, judged);
    }

    private int ofTheLesson() throws Exception {
        List<String> parts = protocolParts();
        Map<String, Path> folders = compile();
        Pit.Build build = new Pit.Build(folders.get(Lesson.MAIN),
                classpath(folders.get(Lesson.TEST), folders.get(Lesson.SOLUTIONS)));
        String inPackage = lesson.exercises().get(0).packageName().replaceFirst("\\.exercise$", ".");
        List<String> types = new ArrayList<>();
        for (String part : parts) {
            String file = lesson.folder().resolve(Lesson.MAIN).relativize(source(Lesson.MAIN, part)).toString();
            types.add(file.replaceFirst("\\.java$", "").replace(File.separatorChar, '.'));
        }
        measure("the protocol parts of " + lesson.name(), build, types,
                List.of(inPackage + "*Test"), List.of(inPackage + "exercise.*"), Lesson.MAIN);
        return sum(lesson.number() == 6 ? OF_THE_FRAMES : OF_THE_LESSON, parts);
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
            Survivors.Entry entry = entry(mutant, sources);
            survived.add(entry);
            told.add("  line %d, %s%s%n      %s".formatted(mutant.line(), entry.change(),
                    mutant.status().equals("NO_COVERAGE") ? " (no test gets there)" : "", entry.source()));
        }
        counts.forEach((type, count) -> System.out.printf("%s: %s, %d of %d changes noticed%n", title, type, count[0],
                count[1]));
        told.forEach(System.out::println);
        killed += counts.values().stream().mapToInt(count -> count[0]).sum();
        all += mutants.size();
    }

    private Survivors.Entry entry(Pit.Mutant mutant, String sources) throws IOException {
        List<String> lines = Files.readAllLines(source(sources, mutant.type().replaceFirst("\\$.*$", "")));
        return new Survivors.Entry(mutant.type() + "." + mutant.method() + ": " + mutant.change(),
                lines.get(mutant.line() - 1).strip(), "");
    }

    /** The file of a class below one of the lesson's source roots, in whichever package it is. */
    private Path source(String below, String type) throws IOException {
        return lesson.files(below, ".java").stream().filter(file -> file.endsWith(type + ".java")).findFirst()
                .orElseThrow(() -> new IllegalStateException(lesson.name() + " has no class " + type + "."));
    }

    /** The sum, and whether it is as it should be: 0, or 1 if it is not. */
    private int sum(int atLeast, List<String> types) {
        List<Survivors.Entry> concerned = listed.stream()
                .filter(entry -> types.contains(entry.change().replaceFirst("[.$].*$", ""))).toList();
        List<Survivors.Entry> unknown = Survivors.without(survived, concerned);
        List<Survivors.Entry> stale = Survivors.without(concerned, survived);
        unknown.forEach(entry -> System.out.println("PROBLEM: survived, and is not listed in " + course.name(listedIn)
                + ":\n" + entry));
        stale.forEach(entry -> System.out.println("PROBLEM: is listed in " + course.name(listedIn)
                + ", and did not survive:\n" + entry));
        boolean enough = killed * 100 >= all * atLeast;
        System.out.printf("%s: %d of %d changes noticed, %.1f %%; at least %d %% are wanted%s.%n", lesson.name(),
                killed, all, 100.0 * killed / all, atLeast, enough ? "" : ", which is a PROBLEM");
        System.out.printf("%d survived, %d of them not listed; %d entries are stale.%n", survived.size(),
                unknown.size(), stale.size());
        return enough && unknown.isEmpty() && stale.isEmpty() ? 0 : 1;
    }

    /** The lesson's line in the table of protocol parts. */
    private List<String> protocolParts() throws IOException {
        Path table = course.root().resolve("tools/checks/mutation/protocol-parts.txt");
        return Files.readAllLines(table).stream().filter(line -> line.startsWith(lesson.name() + ":"))
                .findFirst().map(line -> Arrays.asList(line.substring(line.indexOf(':') + 1).strip().split("\\s+")))
                .orElseThrow(() -> new IllegalStateException(table + " has no line for " + lesson.name() + "."));
    }

    /** Compiles the lesson, each source root into a folder of its own. */
    private Map<String, Path> compile() throws IOException, CompiledLesson.DoesNotCompileException {
        List<Path> dependencies = Maven.dependencies(course, lesson);
        Map<String, Path> folders = new LinkedHashMap<>();
        for (String root : List.of(Lesson.MAIN, Lesson.SOLUTIONS, Lesson.TEST)) {
            Path into = scratch.resolve(root.replace('/', '-'));
            CompiledLesson.empty(into);
            CompiledLesson.compile(lesson.name() + "/" + root, lesson.files(root, ".java"),
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
