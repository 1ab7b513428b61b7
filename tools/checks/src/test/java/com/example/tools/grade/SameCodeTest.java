package com.example.tools.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.grade.sheet.Sheet;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of which the compiler makes the same are judged once; what an answer relies on is part of it. */
class SameCodeTest {

    private static final String BY_ADDER = SmallCourse.doubler("return Adder.add(number, number);");
    private static final String BY_HELPER = SmallCourse.doubler("return Twice.of(number);");
    private static final String HELPER = "\nfinal class Twice {\n    static int of(int n) {\n        return %d * n;\n"
            + "    }\n}\n";

    @TempDir
    private Path folder;

    @Test
    void comments_and_spaces_change_no_verdict_and_what_it_relies_on_does() throws Exception {
        SmallCourse room = SmallCourse.in(folder);
        String wrong = SmallCourse.adder("int sum = 0; for (int n : numbers) { sum -= n; } return sum;");
        room.handIn("a", SmallCourse.RIGHT_ADDER, BY_ADDER);
        room.handIn("b", SmallCourse.RIGHT_ADDER.replace("sum += n", "sum  +=  n"), BY_ADDER + "// the same\n");
        room.handIn("c", wrong, BY_ADDER);
        room.handIn("d", wrong + "// the same\n", BY_ADDER + "// and this\n");
        room.handIn("e", SmallCourse.RIGHT_ADDER + HELPER.formatted(2), BY_HELPER);
        room.handIn("f", SmallCourse.RIGHT_ADDER + HELPER.formatted(3).indent(4), BY_HELPER);

        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Sheet sheet = room.judge(said, "--out", folder.resolve("grades").toString());

        for (String student : List.of("a", "b", "e", "f")) {
            assertEquals("passed", SmallCourse.result(sheet, student, "1.1").status(), student);
        }
        for (String student : List.of("a", "b", "e")) {
            assertEquals("passed", SmallCourse.result(sheet, student, "1.2").status(), student);
        }
        for (String student : List.of("c", "d")) {
            assertEquals("failed", SmallCourse.result(sheet, student, "1.1").status(), student);
        }
        for (String student : List.of("c", "d", "f")) {
            assertEquals("failed", SmallCourse.result(sheet, student, "1.2").status(), student);
        }
        String text = said.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("12 exercises judged"), text);
        assertTrue(text.contains("4 of them differ from another one in comments and spaces only"), text);

        said.reset();
        assertEquals(sheet, room.judge(said, "--out", folder.resolve("grades").toString()));
        assertTrue(said.toString(StandardCharsets.UTF_8).contains(" 0 exercises to judge."), said::toString);
    }
}
