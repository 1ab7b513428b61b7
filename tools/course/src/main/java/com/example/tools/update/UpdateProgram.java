package com.example.tools.update;

import com.example.tools.course.Course;
import com.example.tools.course.Version;
import com.example.tools.learn.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program {@code update}: a learner's exercises and progress come from an older copy into this one. */
@Command(description = {"", "Run it in the newer copy. What changed in a stub since is told. Nothing is overwritten"
    + " without a copy, and the older copy stays as it is."}, footer = {"", "Example:",
    "  ./course update --from ../old-copy"})
public final class UpdateProgram implements Callable<Integer> {

    @Option(names = "--from", required = true, paramLabel = "FOLDER", description = "The older copy of the course.")
    private Path from;

    private final Course course;

    public UpdateProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (Files.exists(from) && Files.isSameFile(from, course.root())) {
            throw new IllegalArgumentException(from + " is this copy itself: run the command in the newer copy, and let"
                    + " --from name the older one.");
        }
        OldCopy old = OldCopy.open(from);
        Version here = Version.of(course.root());
        if (old.version().isNewerThan(here)) {
            throw new IllegalArgumentException(from + " is " + old.version() + ", and this copy is " + here
                    + ": run ./course update there, and let --from name this copy.");
        }
        return take(course, old, from + ", " + old.version() + ", into this copy, " + here + ":");
    }

    /** Takes what a copy has, and prints what became of it. */
    static int take(Course course, OldCopy old, String title) throws IOException, InterruptedException {
        Path notes = course.root().resolve(".learn");
        try (Notebook notebook = new Notebook(notes)) {
            if (!notebook.isOurs()) {
                throw new IllegalStateException("A ./course learn is running in this copy of the course: end it with q"
                        + " first.");
            }
            List<Update.Change> changes = new Update(course, old, notebook).run();
            Path report = notes.resolve("update.txt");
            Files.writeString(report, String.join("\n", Report.lines(title, changes, Integer.MAX_VALUE)) + "\n");
            Report.lines(title, changes, Report.SHOWN).forEach(System.out::println);
            System.out.println("All of it is in " + course.name(report) + ". Now ./course learn judges what came.");
            return 0;
        }
    }
}
