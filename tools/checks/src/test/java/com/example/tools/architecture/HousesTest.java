package com.example.tools.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.course.TreeCopy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where classes are and what they are called, as far as the names of the files tell. */
@DisplayName("A package can be surveyed, and a name leads to one class")
class HousesTest {

    private static final int MOST = 15;
    private static final String INFO = "package-info.java";
    /** The part that a file belongs to, its source root, its package as a folder, its name. */
    private static final Pattern SOURCE = Pattern.compile(
            "(tools|beyond/[^/]+|\\d\\d-[^/]+)/(?:[a-z]+/)?src/(main|test)/java/(.+)/([^/]+\\.java)");

    @Test
    void every_package_is_small_has_a_page_and_no_class_is_there_twice() throws Exception {
        Set<String> files = TreeCopy.files(Course.here());
        assertTrue(files.stream().filter(file -> SOURCE.matcher(file).matches()).count() > 500, "all are looked at");
        assertEquals(List.of(), problems(files));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "tools/course/src/main/java/a/One.java                     | a of tools has no package-info.java",
        "06-frames/src/main/java/a/b/One.java                      | a/b of 06-frames has no package-info.java",
        "beyond/tokens/src/main/java/a/One.java                    | a of beyond/tokens has no package-info.java",
        "tools/course/src/test/java/a/One.java tools/checks/src/test/java/b/One.java | tools has One.java twice: a, b",
        "05-h/src/test/java/a/OneTest.java 05-h/src/test/java/a/exercise/OneTest.java "
                + "| 05-h has OneTest.java twice: a, a/exercise",
        "05-h/src/test/java/a/Await.java 05-h/src/test/java/a/exercise/Await.java | ",
        "05-h/src/test/java/a/OneTest.java 06-f/src/test/java/a/OneTest.java | ",
    })
    void what_breaks_a_rule_is_found(String files, String problem) {
        assertEquals(problem == null ? List.of() : List.of(problem), problems(List.of(files.split(" "))));
    }

    @Test
    void a_package_of_sixteen_is_too_large() {
        List<String> files = new ArrayList<>();
        for (char name = 'A'; name <= 'O'; name++) {
            files.add("tools/course/src/test/java/a/" + name + ".java");
        }
        assertEquals(List.of(), problems(files));
        files.add("tools/course/src/test/java/a/P.java");
        assertEquals(List.of("a of tools has 16 classes in src/test, not 15 at most"), problems(files));
    }

    private static List<String> problems(Collection<String> files) {
        Map<String, List<String>> packages = new TreeMap<>();
        Map<String, List<String>> names = new TreeMap<>();
        for (String file : files) {
            Matcher source = SOURCE.matcher(file);
            if (source.matches()) {
                String part = source.group(1);
                String name = source.group(4);
                packages.computeIfAbsent(source.group(3) + " of " + part + " " + source.group(2),
                        any -> new ArrayList<>()).add(name);
                // In the tools every name; in a lesson those that -Dtest=NAME finds.
                if (!name.equals(INFO) && (part.equals("tools") || name.endsWith("Test.java"))) {
                    names.computeIfAbsent(part + " has " + name, any -> new ArrayList<>()).add(source.group(3));
                }
            }
        }
        List<String> problems = new ArrayList<>();
        packages.forEach((room, classes) -> {
            String where = room.substring(0, room.lastIndexOf(' '));
            boolean page = classes.remove(INFO);
            if (room.endsWith(" main") && !page) {
                problems.add(where + " has no " + INFO);
            }
            if (where.endsWith(" of tools") && classes.size() > MOST) {
                problems.add(where + " has " + classes.size() + " classes in src/" + room.substring(where.length() + 1)
                        + ", not " + MOST + " at most");
            }
        });
        names.forEach((name, where) -> {
            if (where.size() > 1) {
                problems.add(name + " twice: " + String.join(", ", where));
            }
        });
        return problems;
    }
}
