package com.example.tools.grade.gradebook;

import com.example.tools.grade.Options;
import com.example.tools.grade.sheet.Sheet;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.annotations.SerializedName;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The {@code result.json} of Classroom 50 for one submission, by its schema {@code classroom50/result/v1}. Scores there
 * are whole numbers: all points are multiplied by the same power of ten, so that weights keep their proportions.
 *
 * @param schema     always {@code classroom50/result/v1}
 * @param datetime   in UTC, to the second
 * @param score      the sum of the tests' scores
 * @param maxScore   the sum of what they could be
 * @param tests      one for each exercise
 */
record Classroom50(String schema, String classroom, String assignment, String submission, String commit,
                   String release, String review, String datetime, int score,
                   @SerializedName("max-score") int maxScore, List<Test> tests) {

    /** What its runner sets, and a result needs. */
    private static final List<String> VARIABLES =
            List.of("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL");

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** An exercise; the message is one of the further fields that are kept. */
    record Test(@SerializedName("test-name") String name, boolean passed, int score,
                @SerializedName("max-score") int maxScore, String status, String message) { }

    /**
     * Looks whether a result can be made, before anything is judged.
     *
     * @throws Options.WrongException if the runner's variables are not there
     */
    static void check(Map<String, String> environment) {
        List<String> missing = VARIABLES.stream().filter(name -> environment.getOrDefault(name, "").isBlank()).toList();
        if (!missing.isEmpty()) {
            throw new Options.WrongException("--format classroom50 is for Classroom 50's runner, and in the environment"
                    + " there is no " + String.join(", ", missing) + ".");
        }
    }

    /**
     * The result of one submission.
     *
     * @param partial whether an exercise may bring a share of its points
     * @throws Options.WrongException if the sheet is not about exactly one
     */
    static Classroom50 of(Sheet sheet, boolean partial, Map<String, String> environment, Instant now) {
        check(environment);
        if (sheet.students().size() != 1) {
            throw new Options.WrongException("--format classroom50 is for one submission, not for "
                    + sheet.students().size() + ".");
        }
        int decimals = partial ? 2 : sheet.exercises().stream()
                .mapToInt(one -> one.points().stripTrailingZeros().scale()).max().orElse(0);
        List<Test> tests = new ArrayList<>();
        for (int i = 0; i < sheet.exercises().size(); i++) {
            Sheet.Column column = sheet.exercises().get(i);
            Sheet.Result result = sheet.students().get(0).exercises().get(i);
            tests.add(new Test(column.number() + " " + column.name(), result.status().equals("passed"),
                    whole(result.points(), decimals), whole(column.points(), decimals), result.status(),
                    result.message()));
        }
        String review = environment.getOrDefault("REVIEW_URL", "");
        return new Classroom50("classroom50/result/v1", environment.get("CLASSROOM"), environment.get("ASSIGNMENT"),
                environment.get("SUBMISSION_TAG"), environment.get("COMMIT_URL"), environment.get("RELEASE_URL"),
                review.isBlank() ? environment.get("COMMIT_URL") : review,
                now.truncatedTo(ChronoUnit.SECONDS).toString(), tests.stream().mapToInt(Test::score).sum(),
                tests.stream().mapToInt(Test::maxScore).sum(), tests);
    }

    private static int whole(BigDecimal points, int decimals) {
        return points.movePointRight(Math.max(0, decimals)).intValueExact();
    }

    String json() {
        return GSON.toJson(this) + "\n";
    }
}
