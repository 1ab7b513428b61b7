package com.example.tools.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Lesson 06 is read in two evenings")
class FirstEveningTest {

    private static final int MOST = 2_000;
    private static final Pattern LISTED = Pattern.compile("<li>\\{@code (\\w+)} \\((\\d+)\\)");

    /** Lines without package, imports and blank ones, as they are listed in the three rooms of the first evening. */
    @Test
    void the_first_has_at_most_2000_lines_and_they_are_listed_as_they_are() throws IOException {
        Course course = Course.here();
        Lesson lesson = course.lessons().stream().filter(one -> one.number() == 6).findFirst().orElseThrow();
        Map<String, Integer> listed = new HashMap<>();
        Map<String, Integer> counted = new HashMap<>();
        for (String room : new String[] {"protocol", "handshake", "io"}) {
            Path folder = lesson.folder().resolve(Lesson.MAIN).resolve("com/example/frames").resolve(room);
            for (MatchResult item : LISTED.matcher(Files.readString(folder.resolve("package-info.java"))).results()
                    .toList()) {
                listed.put(item.group(1), Integer.parseInt(item.group(2)));
                counted.put(item.group(1), lines(folder.resolve(item.group(1) + ".java")));
            }
        }
        assertEquals(counted, listed, "package-info.java says how long each class is");
        assertTrue(listed.size() > 20, "all that is read is listed: " + listed.keySet());
        int all = listed.values().stream().mapToInt(Integer::intValue).sum();
        assertTrue(all <= MOST, all + " lines are more than one evening");
    }

    private static int lines(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return (int) lines.filter(line -> !line.isBlank() && !line.startsWith("package ")
                    && !line.startsWith("import ")).count();
        }
    }
}
