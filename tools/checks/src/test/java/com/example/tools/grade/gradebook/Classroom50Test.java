package com.example.tools.grade.gradebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.grade.Options;
import com.example.tools.grade.sheet.Sheet;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The result that Classroom 50 wants, by its schema: all fields, no others, and their types. */
class Classroom50Test {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00.123Z");
    private static final Sheet SHEET = Sheets.of(Sheets.student("ada", "+a", "-b", "+c"));

    /** What its runner sets. */
    private final Map<String, String> set = new HashMap<>(Map.of("CLASSROOM", "cs", "ASSIGNMENT", "rooms",
            "SUBMISSION_TAG", "submit/2026-11-28T10-00-00Z-abc1234", "USERNAME", "ada", "OWNER", "ada",
            "ASSIGNMENT_TYPE", "individual", "COMMIT_URL", "https://example.com/commit/1",
            "RELEASE_URL", "https://example.com/release/1", "REVIEW_URL", "https://example.com/compare/0...1",
            "GITHUB_SHA", "1"));

    private JsonObject result(boolean partial) {
        return JsonParser.parseString(Classroom50.of(SHEET, partial, set, NOW).json()).getAsJsonObject();
    }

    @Test
    void it_has_the_fields_of_the_schema_and_no_others() {
        JsonObject result = result(false);
        assertEquals(Set.of("schema", "classroom", "assignment", "submission", "commit", "release", "review",
                "datetime", "score", "max-score", "tests"), result.keySet());
        assertEquals("classroom50/result/v1", result.get("schema").getAsString());
        assertEquals("cs rooms", result.get("classroom").getAsString() + " " + result.get("assignment").getAsString());
        assertTrue(result.get("submission").getAsString().startsWith("submit/"));
        assertEquals("https://example.com/compare/0...1", result.get("review").getAsString());
        assertEquals("2026-11-28T10:00:00Z", result.get("datetime").getAsString());
        for (JsonElement test : result.getAsJsonArray("tests")) {
            JsonObject one = test.getAsJsonObject();
            assertTrue(one.keySet().containsAll(Set.of("test-name", "passed", "score", "max-score")), one::toString);
            JsonPrimitive passed = one.getAsJsonPrimitive("passed");
            assertTrue(passed.isBoolean(), one::toString);
        }
    }

    @Test
    void scores_are_whole_numbers_and_weights_survive() {
        JsonObject result = result(false);
        assertEquals("15 25", result.get("score") + " " + result.get("max-score"));
        assertEquals("10 10", result.getAsJsonArray("tests").get(0).getAsJsonObject().get("score") + " "
                + result.getAsJsonArray("tests").get(1).getAsJsonObject().get("max-score"));
        assertEquals("5", result.getAsJsonArray("tests").get(2).getAsJsonObject().get("max-score").toString());
        JsonObject partial = result(true);
        assertEquals("150 250", partial.get("score") + " " + partial.get("max-score"));
    }

    @Test
    void without_a_review_the_commit_is_it() {
        set.remove("REVIEW_URL");
        assertEquals("https://example.com/commit/1", result(false).get("review").getAsString());
    }

    @Test
    void elsewhere_and_for_a_class_there_is_none() {
        Sheet two = Sheets.of(Sheets.student("ada", "+a", ".", "."), Sheets.student("bob", ".", ".", "."));
        assertTrue(assertThrows(Options.WrongException.class, () -> Classroom50.of(two, false, set, NOW)).getMessage()
                .contains("for one submission, not for 2"));
        set.remove("CLASSROOM");
        set.put("RELEASE_URL", " ");
        assertTrue(assertThrows(Options.WrongException.class, () -> Classroom50.check(set)).getMessage()
                .endsWith("there is no CLASSROOM, RELEASE_URL."));
    }
}
