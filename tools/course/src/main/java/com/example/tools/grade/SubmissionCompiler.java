package com.example.tools.grade;

import com.example.tools.course.Exercise;
import com.example.tools.grade.isolated.CompilerMain;
import com.example.tools.grade.isolated.ExerciseLoader;
import com.example.tools.process.Child;
import com.example.tools.process.Limit;
import com.example.tools.process.Slowness;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Compiles the files of submissions in a {@link CompilerMain}, which is stopped and started again if it takes too long.
 */
public final class SubmissionCompiler implements AutoCloseable {

    /**
     * How much of the processor the files of one lesson may take; a cold compiler takes about two seconds for the
     * first.
     */
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration LONGEST = LIMIT.multipliedBy((long) Slowness.MOST);
    private static final long SOON = 250_000_000L;

    /**
     * What became of one file.
     *
     * @param classes its classes; none if it does not compile
     * @param error   what the compiler said; null if it compiles
     */
    public record Compiled(ExerciseLoader.Classes classes, String error) { }

    private final List<String> command;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "javac-answers");
        thread.setDaemon(true);
        return thread;
    });
    private Child child;
    private DataOutputStream to;
    private DataInputStream from;

    SubmissionCompiler(List<String> command) {
        this.command = command;
    }

    /**
     * Compiles the answers of one submission to one lesson.
     *
     * @param classpath the lesson without its exercises, and what it needs
     * @param taken     names of our own classes, which a submission must not define
     * @return per exercise its classes, or in a sentence why there are none
     */
    Map<Exercise, Compiled> compile(List<Path> classpath, Set<String> taken, List<Answer> answers)
            throws IOException, InterruptedException {
        Map<String, Compiled> files = together(classpath, answers);
        if (files == null) {
            // One of them is too much: each alone shows which.
            files = new TreeMap<>();
            for (Answer answer : answers) {
                Map<String, Compiled> alone = answers.size() == 1 ? null : together(classpath, List.of(answer));
                files.putAll(alone != null ? alone : Map.of(answer.exercise().file(), new Compiled(
                        new ExerciseLoader.Classes(Map.of()), "the compiler did not end within "
                        + LIMIT.toSeconds() + " s, or ran out of memory")));
            }
        }
        Map<Exercise, Compiled> compiled = new java.util.LinkedHashMap<>();
        for (Answer answer : answers) {
            compiled.put(answer.exercise(), checked(answer.exercise(), files.get(answer.exercise().file()), taken));
        }
        return compiled;
    }

    private static Compiled checked(Exercise exercise, Compiled compiled, Set<String> taken) {
        String error = compiled.error() == null ? null : "This does not compile: " + compiled.error();
        Set<String> names = compiled.classes().byName().keySet();
        String wanted = exercise.packageName() + "." + exercise.name();
        if (error == null && !names.contains(wanted)) {
            error = "The file does not define the class " + wanted + ".";
        }
        String ours = names.stream().filter(taken::contains).findFirst().orElse(null);
        if (error == null && ours != null) {
            error = "The file also defines " + ours + ", which is a class of the course: give it another name.";
        }
        return error == null ? compiled : new Compiled(new ExerciseLoader.Classes(Map.of()), error);
    }

    /** Null if the compiler had to be stopped. */
    private Map<String, Compiled> together(List<Path> classpath, List<Answer> answers)
            throws IOException, InterruptedException {
        if (child == null || !child.process().isAlive()) {
            child = Child.start(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD));
            to = new DataOutputStream(new BufferedOutputStream(child.process().getOutputStream()));
            from = new DataInputStream(child.process().getInputStream());
        }
        Future<Map<String, Compiled>> answer = reader.submit(() -> {
            text(to, classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
            to.writeInt(answers.size());
            for (Answer one : answers) {
                text(to, one.exercise().file());
                text(to, one.source());
            }
            to.flush();
            Map<String, Compiled> compiled = new TreeMap<>();
            while (from.readBoolean()) {
                String file = text(from);
                String error = text(from);
                compiled.put(file, new Compiled(ExerciseLoader.Classes.read(from), error.isEmpty() ? null : error));
            }
            return compiled;
        });
        long start = System.nanoTime();
        Limit limit = new Limit(child.process().toHandle(), LIMIT);
        while (true) {
            try {
                return answer.get(Math.max(SOON, limit.left()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                // A compiler waits for nothing but the processor: only the time that it has had counts.
                if (limit.state() != Limit.State.LOOPED && System.nanoTime() - start < LONGEST.toNanos()) {
                    continue;
                }
                if (limit.state() != Limit.State.LOOPED) {
                    throw new IOException("This machine is too busy to compile anything: run this again later.");
                }
            } catch (ExecutionException e) {
                // It has ended: out of memory, most likely, unless this program is being ended.
                if (Child.isOwnerEnding()) {
                    throw new InterruptedException("This program is being ended.");
                }
            }
            child.kill();
            child.process().waitFor(5, TimeUnit.SECONDS);
            return null;
        }
    }

    public static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    public static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        reader.shutdownNow();
        if (child != null) {
            child.kill();
        }
    }
}
