package com.example.tools.texts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The minutes of the teachers' page are those of the exercises' pages, and its sums are right. */
class TeachingTest {

    private static final Pattern MINUTES =
            Pattern.compile("(?m)^\\| (\\d\\.\\d) \\| \\[\\w+]\\([^)]*\\) \\|.*\\| (\\d+) \\| \\w+ \\|$");
    private static final Pattern NUMBER = Pattern.compile("\\b(\\d\\.\\d)\\b(?: (\\d+))?");
    private static final Pattern ROW = Pattern.compile("\\|(.*)\\| (\\d+) \\|");

    private final Course course = Course.here();

    private Map<String, Integer> minutes() throws Exception {
        Map<String, Integer> minutes = new TreeMap<>();
        for (Lesson lesson : course.lessons()) {
            Matcher row = MINUTES.matcher(Files.readString(lesson.folder().resolve("EXERCISES.md")));
            while (row.find()) {
                minutes.put(row.group(1), Integer.parseInt(row.group(2)));
            }
            assertTrue(lesson.exercises().stream().allMatch(one -> minutes.containsKey(one.number())), lesson.name());
        }
        return minutes;
    }

    @Test
    void every_row_with_exercises_has_their_minutes_and_their_sum() throws Exception {
        Map<String, Integer> minutes = minutes();
        List<String> wrong = new ArrayList<>();
        int rows = 0;
        for (String line : Files.readAllLines(course.root().resolve("docs/teaching.md"))) {
            Matcher row = ROW.matcher(line);
            if (!row.matches()) {
                continue;
            }
            Matcher number = NUMBER.matcher(row.group(1));
            int sum = 0;
            while (number.find()) {
                Integer own = minutes.get(number.group(1));
                if (own == null || number.group(2) != null && own != Integer.parseInt(number.group(2))) {
                    wrong.add(number.group() + " in " + line);
                } else {
                    sum += own;
                }
            }
            if (sum != Integer.parseInt(row.group(2))) {
                wrong.add(sum + " is the sum of " + line);
            }
            rows++;
        }
        assertEquals(List.of(), wrong);
        assertEquals(8 + 14 + 8 + 4 + 10, rows, "the lessons, three plans, and the fast track");
    }
}
