package com.example.tools.learn;

import static com.example.tools.course.Language.say;

import com.example.tools.course.Course;
import com.example.tools.course.Language;
import com.example.tools.course.Lesson;
import com.example.tools.learn.screen.Console;
import com.example.tools.learn.screen.ExercisePage;
import com.example.tools.learn.screen.FullScreen;
import com.example.tools.learn.screen.PlainLines;
import com.example.tools.process.Maven;
import com.example.tools.process.Terminal;
import com.example.tools.update.Export;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program {@code learn}: watches the exercises, judges what is saved, and says where the learner is. */
@Command(description = {"", "Save a file in your editor, and read what the tests say; docs/learn.md has the keys.",
    "Without a terminal it prints the list of the exercises once."}, footer = {"", "Examples:", "  ./course learn",
        "  ./course learn --export progress.zip", "  ./course learn --import progress.zip"})
public final class LearnProgram implements Callable<Integer> {

    @Option(names = "--export", paramLabel = "FILE",
            description = "Only writes your exercises and progress into a file, to carry them to another machine.")
    private Path export;
    @Option(names = "--import", paramLabel = "FILE", description = "Only takes them out of such a file.")
    private Path imported;

    @Option(names = "--lang", paramLabel = "LANGUAGE", description = "en or ko; without it, the system's language.")
    private String language;

    private final Course course;

    public LearnProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (export != null && imported != null) {
            throw new IllegalArgumentException("--export and --import are two commands: give one of them.");
        }
        if (export != null) {
            return Export.write(course, export);
        }
        if (imported != null) {
            return Export.read(course, imported);
        }
        Language.use(language != null ? language : Language.of(System.getenv()));
        if (language != null && !language.equals(Language.tag())) {
            throw new IllegalArgumentException("--lang is en or ko, not " + language + ".");
        }
        return run(course);
    }

    private static int run(Course course) throws IOException, InterruptedException {
        Path folder = course.root().resolve(".learn");
        try (Notebook notebook = new Notebook(folder)) {
            Stubs stubs = new Stubs(course, folder);
            Syllabus syllabus = new Syllabus(course, notebook, stubs);
            BlockingQueue<Loop.Event> events = new LinkedBlockingQueue<>();
            Loop[] loop = new Loop[1];
            Consumer<String> keys = key -> events.add(() -> loop[0].key(key));
            boolean terminal = Terminal.isThere();
            if (terminal && !notebook.isOurs()) {
                System.err.println(say("Another ./course learn is running in this copy of the course. Use that one, or"
                        + " end it with q first."));
                return 1;
            }
            // Maven tells on the terminal what it fetches: before the screen is taken over.
            for (Lesson lesson : course.lessons()) {
                Maven.dependencies(course, lesson);
            }
            Console console = terminal ? open(keys) : null;
            PrintStream out = new PrintStream(System.out, true, PlainLines.charset());
            if (console == null) {
                list(course, notebook, syllabus, out);
                return 0;
            }
            WarmJudge judge = new WarmJudge(course);
            Thread end = new Thread(() -> end(judge, console), "learn-end");
            Runtime.getRuntime().addShutdownHook(end);
            loop[0] = new Loop(course, syllabus, notebook, stubs, judge, console, Terminal.hasColours(), events);
            loop[0].run();
            end(judge, console);
            out.println(say("%d of %d solved. You are at %s; ./course learn goes on from there.", syllabus.solved(),
                    syllabus.items().size(), syllabus.current().exercise().title()));
            return 0;
        } catch (AccessDeniedException e) {
            System.err.println("The loop keeps its notes in " + folder + ", and may not write " + e.getFile() + ".");
            return 1;
        } catch (FileSystemException e) {
            System.err.println("A file could not be read or written: " + e.getMessage());
            return 1;
        } catch (UncheckedIOException e) {
            System.err.println(e.getCause().getMessage());
            return 1;
        }
    }

    /** However the loop ends: no JVM stays behind, and the terminal, if there is one, is as it was. */
    private static void end(WarmJudge judge, Console console) {
        try {
            judge.close();
        } catch (IOException e) {
            // A temporary file that stays is no reason to keep the terminal.
            System.err.println("A temporary file stays behind: " + e.getMessage());
        }
        if (console != null) {
            console.close();
        }
    }

    private static Console open(Consumer<String> keys) {
        Console screen = "dumb".equals(System.getenv("TERM")) ? null : FullScreen.open(keys);
        return screen != null ? screen : new PlainLines(keys);
    }

    /** Prints the list once; what has changed since it was judged last is judged before, unless another loop does. */
    private static void list(Course course, Notebook notebook, Syllabus syllabus, PrintStream out)
            throws IOException, InterruptedException {
        if (notebook.isOurs()) {
            try (WarmJudge judge = new WarmJudge(course)) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(judge, null), "learn-end"));
                for (Syllabus.Item item : syllabus.unknown()) {
                    String digest = item.digest();
                    Feedback outcome = judge.judge(item.lesson(), item.exercise(), () -> true);
                    syllabus.mark(item, digest, outcome.mark());
                }
            }
        }
        boolean signs = PlainLines.charset().newEncoder().canEncode("✔✘↷");
        new ExercisePage(syllabus, 200, signs, false).list().forEach(line -> out.println(line.toString()));
        out.println();
        out.println(say("%d of %d solved. In a terminal, ./course learn watches the exercises and judges what you"
                + " save.", syllabus.solved(), syllabus.items().size()));
    }
}
