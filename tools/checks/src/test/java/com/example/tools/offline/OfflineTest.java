package com.example.tools.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.checks.Reports;
import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.process.Maven;
import com.example.tools.programs.Commands;
import com.example.tools.strip.StripProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A learners' copy works without a network after {@code ./course offline}. Maven has a repository of its own, which is
 * empty at first, and which is carried to another place when it is filled, as to another machine; from then on every
 * Maven is told that it is offline, and every way out leads to a port where nothing listens.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OfflineTest {

    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final String NOWHERE = "-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=9 -Dhttps.proxyHost=127.0.0.1"
            + " -Dhttps.proxyPort=9";

    private Path folder;
    private Path home;
    private Path repository;

    @BeforeAll
    void fetch(@TempDir Path temporary) throws Exception {
        Assumptions.assumeFalse(System.getProperty("os.name").startsWith("Windows"), "env is a program of Unix");
        folder = temporary.toRealPath().resolve("course");
        Path online = folder.resolveSibling("fetched");
        assertEquals(0, Commands.commandLine("strip", new StripProgram(Course.here())).execute(folder.toString()));
        Maven.Run run = Maven.run(folder, List.of("env", "MAVEN_OPTS=-Dmaven.repo.local=" + online, "./course",
                "offline"), LIMIT);
        assertEquals(0, run.exit(), () -> run.output() + run.errors());
        assertTrue(run.output().contains("All of it is here"), run::output);
        repository = Files.move(online, folder.resolveSibling("carried"));
        home = Files.createDirectories(folder.resolveSibling("home/.m2")).getParent();
        Files.writeString(home.resolve(".m2/settings.xml"), "<settings><offline>true</offline></settings>\n");
    }

    private Maven.Run run(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("env", "MAVEN_OPTS=-Dmaven.repo.local=" + repository
                + " -Duser.home=" + home + " " + NOWHERE, "HTTP_PROXY=http://127.0.0.1:9",
                "HTTPS_PROXY=http://127.0.0.1:9"));
        command.addAll(List.of(words));
        Maven.Run run = Maven.run(folder, command, LIMIT);
        assertEquals(0, run.exit(), () -> run.output() + run.errors());
        return run;
    }

    @Test
    @Order(1)
    void the_tour_plays() throws Exception {
        assertTrue(run("mvn", "-q", "-B").output().contains("The server speaks first"));
    }

    /** The lessons' own tests are run elsewhere: what Maven needs for them is the same. */
    @Test
    @Order(2)
    void the_tests_are_run_and_the_exercises_wait() throws Exception {
        String said = run("mvn", "-B", "test", "-Dtest=" + Reports.WAITING,
                "-Dsurefire.failIfNoSpecifiedTests=false").output();
        assertTrue(said.contains("BUILD SUCCESS") && said.contains("↷"), said);
        for (Lesson lesson : new Course(folder).lessons()) {
            assertEquals(List.of(), Reports.checkStubs(lesson));
        }
    }

    @Test
    @Order(3)
    void the_loop_knows_the_exercises() throws Exception {
        String said = run("./course", "learn").output();
        assertTrue(said.contains("1.1 MessageFraming") && said.contains("0 of 39 solved"), said);
    }

    @Test
    @Order(4)
    void a_submission_is_graded() throws Exception {
        Path out = folder.resolveSibling("grades");
        run("./course", "grade", ".", "--lesson", "01", "--out", out.toString());
        assertTrue(Files.readString(out.resolve("grades.csv")).contains("not started"));
    }
}
