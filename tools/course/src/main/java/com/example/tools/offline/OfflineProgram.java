package com.example.tools.offline;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.process.Maven;
import com.example.tools.process.Prepare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * The program {@code offline}: has Maven do a little of all that the course does, so that everything that it fetches
 * for that is on this machine; then does it again with Maven's {@code -o}, which shows that nothing is missing. A list
 * of what Maven would need is not enough: some of its plugins choose at run time what they fetch.
 */
@Command(description = {"", "Run it once with a network. After that mvn -q, mvn test, ./course learn and ./course grade"
    + " need none; docs/offline.md tells how to carry it to other machines."},
    footer = {"", "Example:", "  ./course offline"})
public final class OfflineProgram implements Callable<Integer> {

    private final Course course;

    public OfflineProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (course.lessons().isEmpty()) {
            throw new IllegalStateException("This copy of the course has no lessons.");
        }
        System.out.println("Fetching what the tours, the tests, the grading and the tools need.");
        run(List.of());
        // The programs' own needs: what the lessons' tests have on their class path, and their house.
        for (Lesson lesson : course.lessons()) {
            Maven.dependencies(course, lesson);
        }
        if (Files.exists(course.root().resolve("tools/checks/pom.xml"))) {
            Prepare.build(course.root(), "checks");
        }
        System.out.println("Trying it again without a network (mvn -o).");
        run(List.of("-o"));
        System.out.println("All of it is here: mvn -q, mvn test, mvn test -Pgrade, ./course learn and ./course grade"
                + " need no network now.");
        return 0;
    }

    private void run(List<String> offline) throws IOException, InterruptedException {
        Path root = course.root();
        // The tours are compiled, and what plays them is fetched; they are not played.
        maven(root, offline, "compile", "exec:java", "-Dexec.skip=true");
        // One test must run: only then does Surefire fetch what runs it. What that test says does not matter.
        maven(root, offline, "test", "-Dtest=" + first().name() + "Test", "-Dmaven.test.failure.ignore=true",
                "-Dsurefire.failIfNoSpecifiedTests=false");
        // What -Pgrade and -Dsubmission use, and mvn clean.
        maven(root, offline, "-N", "antrun:run", "clean:help");
        maven(root.resolve("tools/course"), offline, "compile", "dependency:build-classpath");
    }

    private Exercise first() throws IOException {
        for (Lesson lesson : course.lessons()) {
            if (!lesson.exercises().isEmpty()) {
                return lesson.exercises().get(0);
            }
        }
        throw new IllegalStateException("This copy of the course has no exercises.");
    }

    private void maven(Path folder, List<String> offline, String... goals) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(offline);
        words.addAll(List.of(goals));
        System.out.println("  mvn " + String.join(" ", words));
        Prepare.maven(course.root(), folder, words);
    }
}
