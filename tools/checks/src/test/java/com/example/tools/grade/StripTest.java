package com.example.tools.grade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Handout;
import com.example.tools.course.Lesson;
import com.example.tools.course.Version;
import com.example.tools.process.Maven;
import com.example.tools.programs.Commands;
import com.example.tools.strip.StripProgram;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

/**
 * The learners' copy: no answers in it, and its workflows judge. That its tour plays, and that its exercises wait, is
 * tried without a network, by {@code OfflineTest}.
 */
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
    void it_tells_its_version_and_makes_an_agent_a_tutor() throws Exception {
        assertEquals(Version.of(course.root()).number(), Version.of(folder).number());
        String agents = Files.readString(folder.resolve("AGENTS.md"));
        assertTrue(agents.contains("You are the tutor") && agents.contains("Ask for a prediction first"), agents);
        assertTrue(Files.notExists(folder.resolve("docs/teaching.md")), "what an exam could ask");
        for (Lesson lesson : course.lessons()) {
            Exercise exercise = lesson.exercises().get(0);
            String name = course.name(lesson.folder().resolve(Lesson.STUBS).resolve(exercise.file()));
            assertArrayEquals(Files.readAllBytes(course.root().resolve(name)),
                    Handout.stub(folder, name).orElseThrow());
        }
    }

    /** The workflow's own commands, where its checkouts would be, for a learner who has solved two exercises. */
    @Test
    @Order(3)
    void its_workflow_judges_a_learner_and_shows_the_table() throws Exception {
        Path runner = folder.getParent();
        solveTwo(runner.resolve("submission"));
        List<String> yml = Files.readAllLines(folder.resolve(".github/workflows/grade.yml"));
        Path summary = runner.resolve("summary.md");
        Maven.Run run = shell(runner, yml.stream().map(String::strip).map(line -> line.replaceFirst("^run: ", ""))
                .filter(line -> line.matches("(course/course|cat|sed) .*"))
                .map(line -> line.replace("$GITHUB_STEP_SUMMARY", slashes(summary))).toList());
        assertTrue(run.output().contains("::notice title=Points::2 of 39 points"), run::output);
        String table = Files.readString(summary);
        // How many tests an exercise has is no matter of this one.
        assertTrue(table.matches("(?s).*\\| 5.1 AcceptKey \\| \u2714 passed \\| (\\d+) of \\1 \\| 1 of 1 \\|.*"),
                table);
        assertTrue(table.matches("(?s).*\\| 5.2 RequestHead \\| \u21b7 not started \\| 0 of \\d+ \\| 0 of 1 \\|.*"),
                table);
    }

    @Test
    @Order(4)
    void its_pipeline_does_the_same_on_GitLab() throws Exception {
        Path project = folder.getParent().resolve("submission");
        solveTwo(project);
        List<String> script = Files.readAllLines(folder.resolve(".gitlab-ci.yml")).stream()
                .filter(line -> line.startsWith("    - ") && !line.contains("- if:") && !line.endsWith("- grades"))
                .map(line -> line.substring(6).replaceFirst("^'(.*)'$", "$1")).toList();
        assertTrue(script.get(0).matches("git clone --quiet --depth 1 .*/course\""),
                script::toString);
        Maven.Run run = shell(project, script.stream().skip(1).map(line -> line.replace("$HOME/course",
                slashes(folder))).toList());
        assertTrue(run.output().contains("# submission: 2 of 39 points"), run::output);
        assertTrue(Files.exists(project.resolve("grades/grades.html")));
    }

    /**
     * Classroom 50 starts the script in the student's checkout, with its variables; the bundle is beside it. Here it is
     * an assignment of one lesson.
     */
    @Test
    @Order(5)
    void the_autograder_of_Classroom_50_leaves_a_result() throws Exception {
        Path project = folder.getParent().resolve("checkout");
        solveTwo(project);
        Path script = folder.resolveSibling("autograder.py");
        String all = Files.readString(course.root().resolve("docs/autograder.py"));
        String one = all.replace("OPTIONS = []", "OPTIONS = [\"--lesson\", \"05\"]");
        assertNotEquals(all, one);
        Files.writeString(script, one);
        String set = "CLASSROOM=cs ASSIGNMENT=rooms SUBMISSION_TAG=submit/2026-11-28T10-00-00Z-abc1234 USERNAME=ada"
                + " OWNER=ada ASSIGNMENT_TYPE=individual COMMIT_URL=https://example.com/c"
                + " RELEASE_URL=https://example.com/r REVIEW_URL=https://example.com/v"
                + " PAGES_BASE_URL=https://example.com";
        shell(project, List.of(set + " python3 '" + slashes(script) + "'"));
        JsonObject result = JsonParser.parseString(Files.readString(project.resolve("result.json"))).getAsJsonObject();
        assertEquals("classroom50/result/v1", result.get("schema").getAsString());
        assertEquals("cs", result.get("classroom").getAsString());
        assertEquals("submit/2026-11-28T10-00-00Z-abc1234", result.get("submission").getAsString());
        assertEquals(1, result.get("score").getAsInt());
        assertEquals(5, result.get("max-score").getAsInt());
        assertTrue(Files.readString(project.resolve("release-body.md")).contains("# checkout: 1 of 5 points"));
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }

    /** Runs lines of a workflow as its runner does: the first that fails ends it. */
    private static Maven.Run shell(Path folder, List<String> lines) throws Exception {
        Maven.Run run = Maven.run(folder, List.of("bash", "-e", "-c", String.join("\n", lines)),
                Duration.ofMinutes(20));
        assertEquals(0, run.exit(), () -> run.output() + run.errors());
        return run;
    }

    private void solveTwo(Path submission) throws IOException {
        List<String> solved = List.of("01-tcp-socket", "05-websocket-handshake");
        for (Lesson lesson : course.lessons()) {
            for (Exercise exercise : lesson.exercises()) {
                boolean first = solved.contains(lesson.name()) && exercise.position() == 1;
                Path from = lesson.folder().resolve(first ? Lesson.SOLUTIONS : Lesson.STUBS).resolve(exercise.file());
                SmallCourse.put(submission, lesson.name() + "/" + Lesson.STUBS + "/" + exercise.file(),
                        Files.readString(from));
            }
        }
    }
}
