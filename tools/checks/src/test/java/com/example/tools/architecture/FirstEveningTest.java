package com.example.tools.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Lesson 06 is read in two evenings")
class FirstEveningTest {

    private static final int MOST = 2_000;
    private static final List<String> ROOMS = List.of("protocol", "handshake", "io");
    private static final Pattern LISTED = Pattern.compile("<li>\\{@code (\\w+)} \\((\\d+)\\)");

    private final Lesson lesson;

    FirstEveningTest() throws IOException {
        lesson = Course.here().lessons().stream().filter(one -> one.number() == 6).findFirst().orElseThrow();
    }

    /** Lines without package, imports and blank ones, as they are listed in the three rooms of the first evening. */
    @Test
    void the_first_has_at_most_2000_lines_and_they_are_listed_as_they_are() throws IOException {
        Map<String, Integer> counted = new HashMap<>();
        Map<String, Integer> all = new HashMap<>();
        for (String room : ROOMS) {
            Map<String, Integer> listed = listed(room);
            for (String name : listed.keySet()) {
                counted.put(name, lines(folder(room).resolve(name + ".java")));
            }
            all.putAll(listed);
        }
        assertEquals(counted, all, "package-info.java says how long each class is");
        assertTrue(all.size() > 20, "all that is read is listed: " + all.keySet());
        int sum = sum(all);
        assertTrue(sum <= MOST, sum + " lines are more than one evening");
    }

    /** The table of the README, and of its translations: the same classes, in the same order, with the same numbers. */
    @Test
    void the_readme_has_the_same_list() throws IOException {
        int sum = 0;
        for (String page : List.of("README.md", "README.ko.md")) {
            String text = Files.readString(lesson.folder().resolve(page));
            sum = 0;
            for (String room : ROOMS) {
                Map<String, Integer> listed = listed(room);
                String row = "| `" + room + "` | " + listed.entrySet().stream()
                        .map(one -> "`" + one.getKey() + "` " + one.getValue()).collect(Collectors.joining(", "))
                        + " | " + number(sum(listed)) + " |";
                assertTrue(text.lines().anyMatch(row::equals), page + " has no row " + row);
                sum += sum(listed);
            }
            String together = " | | " + number(sum) + " |";
            assertTrue(text.lines().anyMatch(line -> line.endsWith(together)), page + " has no row" + together);
        }
    }

    /** In the list of what is read, or in the words below it; the room of the chat itself has its names from others. */
    @Test
    void each_class_has_its_place_in_its_rooms_package_info() throws IOException {
        List<String> forgotten = new ArrayList<>();
        for (Path file : lesson.files(Lesson.MAIN, ".java")) {
            String name = file.getFileName().toString().replace(".java", "");
            String room = Files.readString(file.resolveSibling("package-info.java"));
            boolean own = file.getParent().endsWith("frames") || name.equals("package-info");
            if (!own && !room.contains("{@code " + name + "}")) {
                forgotten.add(name);
            }
        }
        assertEquals(List.of(), forgotten);
    }

    private static String number(int lines) {
        return String.format(Locale.ROOT, "%,d", lines);
    }

    private static int sum(Map<String, Integer> lines) {
        return lines.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Path folder(String room) {
        return lesson.folder().resolve(Lesson.MAIN).resolve("com/example/frames").resolve(room);
    }

    /** The classes of a room that are read, in the order of reading, with their lines. */
    private Map<String, Integer> listed(String room) throws IOException {
        Map<String, Integer> listed = new LinkedHashMap<>();
        for (MatchResult item : LISTED.matcher(Files.readString(folder(room).resolve("package-info.java"))).results()
                .toList()) {
            listed.put(item.group(1), Integer.parseInt(item.group(2)));
        }
        return listed;
    }

    private static int lines(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return (int) lines.filter(line -> !line.isBlank() && !line.startsWith("package ")
                    && !line.startsWith("import ")).count();
        }
    }
}
