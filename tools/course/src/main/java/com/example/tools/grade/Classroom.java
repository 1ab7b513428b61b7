package com.example.tools.grade;

import com.example.tools.grade.sheet.Sheet;
import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What GitHub Classroom wants to know: the result of one runner, as the action {@code autograding-grading-reporter}
 * reads it from a step's output. The points are those of the grade sheet.
 */
public final class Classroom {

    /** Where the workflow is in a learners' copy. */
    public static final String WORKFLOW = ".github/workflows/classroom.yml";

    /** The whole result goes through one variable of the environment, which Linux limits to 128 kB. */
    private static final int MESSAGE_LIMIT = 600;

    private static final Gson GSON = new Gson();

    /** One exercise, as the reporter lists it. */
    record Test(String name, String status, BigDecimal score, String message) { }

    /** A runner's result. */
    record Result(int version, String status, BigDecimal max_score, List<Test> tests) { }

    private Classroom() {
    }

    public static String workflow() {
        try (InputStream in = Classroom.class.getResourceAsStream("classroom.yml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The result of one submission.
     *
     * @throws Options.WrongException if the sheet is not about exactly one
     */
    static Result result(Sheet sheet) {
        if (sheet.students().size() != 1) {
            throw new Options.WrongException("--classroom is for one submission, not for " + sheet.students().size()
                    + ".");
        }
        List<Test> tests = new ArrayList<>();
        boolean pass = true;
        Sheet.Student student = sheet.students().get(0);
        for (int i = 0; i < sheet.exercises().size(); i++) {
            Sheet.Column column = sheet.exercises().get(i);
            Sheet.Result one = student.exercises().get(i);
            boolean passed = one.status().equals("passed");
            pass &= passed;
            String message = passed ? "" : one.status() + ", " + one.passed() + " of " + one.tests() + " tests pass. "
                    + one.message();
            tests.add(new Test(column.number() + " " + column.name(), passed ? "pass" : "fail", one.points(),
                    message.length() <= MESSAGE_LIMIT ? message : message.substring(0, MESSAGE_LIMIT) + " [...]"));
        }
        return new Result(1, pass ? "pass" : "fail", sheet.most(), tests);
    }

    /** Adds the step's output {@code result}, the JSON in Base64, to the file that GitHub calls GITHUB_OUTPUT. */
    static void write(Sheet sheet, Path file) throws IOException {
        byte[] json = GSON.toJson(result(sheet)).getBytes(StandardCharsets.UTF_8);
        Files.writeString(file, "result=" + Base64.getEncoder().encodeToString(json) + "\n", StandardCharsets.UTF_8,
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
