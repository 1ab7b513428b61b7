package com.example.tools.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.grade.sheet.Sheet;
import com.example.tools.process.Maven;
import com.example.tools.programs.Commands;
import com.example.tools.strip.StripProgram;
import com.google.gson.Gson;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The learners' copy: no answers in it, and it does all that a learner does; its workflow judges on GitHub. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StripTest {

    private final Course course = Course.here();
    private Path folder;

    @BeforeAll
    void strip(@TempDir Path temporary) throws Exception {
        folder = temporary.resolve("course");
        assertEquals(0, Commands.commandLine("strip", new StripProgram(course)).execute(folder.toString()));
        assertEquals(2, Commands.commandLine("strip", new StripProgram(course)).execute(folder.toString()),
                "a folder that is not empty is refused");
    }

    @Test
    @Order(1)
    void there_is_no_solution_no_mistake_and_nothing_that_was_built() throws IOException {
        Set<String> answers = new HashSet<>();
        for (Lesson lesson : course.lessons()) {
            for (Path file : lesson.files(Lesson.SOLUTIONS, ".java")) {
                answers.add(Files.readString(file));
            }
            for (Path file : lesson.patches()) {
                answers.add(Files.readString(file));
            }
        }
        assertTrue(answers.size() > 400, answers.size() + " answers to look for");
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (name.matches("(.*/)?(target|\\.git|solution|mistake)")
                        || name.endsWith(".java") && answers.contains(Files.readString(file))) {
                    found.add(name);
                }
            }
        }
        assertEquals(List.of(), found);
        assertEquals(course.lessons().stream().map(Lesson::name).toList(),
                new Course(folder).lessons().stream().map(Lesson::name).toList());
    }

    @Test
    @Order(2)
    void the_tour_plays() throws Exception {
        Maven.Run run = Maven.run(folder, "mvn -q", Duration.ofMinutes(20));
        assertEquals(0, run.exit(), () -> run.output() + run.errors());
        assertTrue(run.output().lines().count() > 100, run::output);
    }

    /** The lessons' own tests are the same files as here, where they are run; those of the exercises must wait. */
    @Test
    @Order(3)
    void the_exercises_wait() throws Exception {
        Maven.Run run = Maven.run(folder, "mvn test -Dtest=*.exercise.*Test -Dsurefire.failIfNoSpecifiedTests=false",
                Duration.ofMinutes(20));
        assertEquals(0, run.exit(), run::output);
        for (Lesson lesson : new Course(folder).lessons()) {
            for (Exercise exercise : lesson.exercises()) {
                Path report = lesson.folder().resolve("target/surefire-reports/TEST-" + exercise.testClass() + ".xml");
                assertTrue(Files.readString(report).contains("<skipped"), exercise.title());
            }
        }
    }

    /** The workflow's own command, where its checkouts would be, for a learner who has solved two exercises. */
    @Test
    @Order(4)
    void its_workflow_judges_a_learner_and_reports_the_points() throws Exception {
        Path runner = folder.getParent();
        String command = Files.readString(folder.resolve(Classroom.WORKFLOW)).lines().map(String::strip)
                .filter(line -> line.startsWith("run: ")).findFirst().orElseThrow().substring(5);
        List<String> solved = List.of("01-tcp-socket", "05-websocket-handshake");
        for (Lesson lesson : course.lessons()) {
            for (Exercise exercise : lesson.exercises()) {
                boolean first = solved.contains(lesson.name()) && exercise.position() == 1;
                Path from = lesson.folder().resolve(first ? Lesson.SOLUTIONS : Lesson.STUBS).resolve(exercise.file());
                SmallCourse.put(runner.resolve("submission"),
                        lesson.name() + "/" + Lesson.STUBS + "/" + exercise.file(), Files.readString(from));
            }
        }
        Path output = runner.resolve("output");
        Maven.Run run = Maven.run(runner, List.of("bash", "-c", command.replace("$GITHUB_OUTPUT",
                output.toString().replace('\\', '/'))), Duration.ofMinutes(20));
        assertEquals(0, run.exit(), () -> run.output() + run.errors());
        Classroom.Result result = new Gson().fromJson(new String(Base64.getDecoder().decode(
                Files.readString(output).strip().replaceFirst("^result=", "")), StandardCharsets.UTF_8),
                Classroom.Result.class);
        Sheet sheet = Sheet.read(runner.resolve("grades/grades.json"));
        assertEquals(new BigDecimal(2), sheet.students().get(0).points());
        assertEquals(sheet.most(), result.max_score());
        assertEquals(List.of("1.1 MessageFraming", "5.1 AcceptKey"), result.tests().stream()
                .filter(test -> test.status().equals("pass")).map(Classroom.Test::name).toList());
    }
}
