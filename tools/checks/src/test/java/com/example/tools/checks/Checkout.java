package com.example.tools.checks;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.course.TreeCopy;
import com.example.tools.process.Maven;
import com.example.tools.process.Trees;
import com.example.tools.texts.Outputs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The course as a fresh clone has it: one copy for all checks of this JVM, so that no command runs
 * twice. It is made when the first check asks, and nothing is built in it before.
 */
public final class Checkout {

    private static Checkout only;

    private final Course course;
    private final TreeCopy copy;
    private final Outputs outputs;

    private Checkout() throws IOException, InterruptedException {
        course = Course.here();
        copy = TreeCopy.ofFree(course, "copy-for-checks");
        for (Lesson lesson : lessons()) {
            Trees.empty(lesson.folder().resolve("target"));
        }
        outputs = new Outputs(course, copy.folder());
    }

    public static synchronized Checkout get() throws IOException, InterruptedException {
        if (only == null) {
            only = new Checkout();
        }
        return only;
    }

    /** The course that these tools are part of. */
    Course course() {
        return course;
    }

    /** The copy's folder. */
    Path folder() {
        return copy.folder();
    }

    /** The copy's lessons. */
    public List<Lesson> lessons() throws IOException {
        return new Course(copy.folder()).lessons();
    }

    /** What commands print in the copy. */
    Outputs outputs() {
        return outputs;
    }

    /** Runs a Maven command at the copy's root, without the test reports of an earlier one. */
    Maven.Run maven(String command) throws IOException, InterruptedException {
        for (Lesson lesson : lessons()) {
            Trees.empty(lesson.folder().resolve("target/surefire-reports"));
        }
        return Maven.run(folder(), command, Duration.ofMinutes(10));
    }

    /** The end of what a failed command printed. */
    static String tail(Maven.Run run) {
        List<String> lines = Stream.concat(run.output().lines(), run.errors().lines()).toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }
}
