package com.example.tools.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.grade.sheet.Sheet;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of sheets: parts are put together, or it is told why not; what to look at is in every format. */
class SheetTest {

    private static final Sheet.Column FIRST = new Sheet.Column("1.1", "Adder", BigDecimal.ONE);
    private static final Sheet.Column SECOND = new Sheet.Column("2.1", "Doubler", BigDecimal.ONE);

    private static Sheet sheet(String part, List<Sheet.Column> columns, String... students) {
        return new Sheet(1, columns, List.of(students).stream().map(student -> new Sheet.Student(student,
                BigDecimal.valueOf(columns.size()), columns.stream().map(column -> new Sheet.Result(column.number(),
                "passed", 2, 2, BigDecimal.ONE, "")).toList())).toList(), part);
    }

    private static void assertRefused(String sentence, Sheet... parts) {
        assertEquals(sentence, assertThrows(Options.WrongException.class, () -> Sheet.merge(List.of(parts)))
                .getMessage());
    }

    @Test
    void parts_of_a_class_are_put_together() {
        Sheet all = Sheet.merge(List.of(sheet("2/2", List.of(FIRST), "bob"), sheet("1/2", List.of(FIRST), "ada")));
        assertEquals(sheet(null, List.of(FIRST), "ada", "bob"), all);
    }

    @Test
    void a_part_that_is_missing_is_named() {
        assertRefused("Part 2/3 is missing.", sheet("1/3", List.of(FIRST), "ada"), sheet("3/3", List.of(FIRST), "cy"));
        assertRefused("Part 1/2 is missing.", sheet("2/2", List.of(FIRST), "bob"));
    }

    @Test
    void a_part_that_is_given_twice_is_named_even_if_it_is_empty() {
        assertRefused("Part 1/2 is given 2 times.", sheet("1/2", List.of(FIRST), "ada"),
                sheet("1/2", List.of(FIRST), "ada"), sheet("2/2", List.of(FIRST), "bob"));
        assertRefused("Part 2/2 is given 2 times.", sheet("1/2", List.of(FIRST), "ada"), sheet("2/2", List.of(FIRST)),
                sheet("2/2", List.of(FIRST)));
    }

    @Test
    void parts_by_lesson_must_have_every_student_and_each_once() {
        assertRefused("A part is missing: no verdict on 2.1 of bob.", sheet(null, List.of(FIRST), "ada", "bob"),
                sheet(null, List.of(SECOND), "ada"));
        assertRefused("A part is given twice: 1.1 of ada is in two of them.", sheet(null, List.of(FIRST), "ada"),
                sheet(null, List.of(FIRST), "ada"));
    }

    @Test
    void parts_that_were_judged_with_other_weights_are_refused() {
        assertRefused("The parts do not agree on exercise 1.1: were they judged with the same weights?",
                sheet(null, List.of(FIRST), "ada"),
                sheet(null, List.of(new Sheet.Column("1.1", "Adder", BigDecimal.TEN)), "bob"));
    }

    @Test
    void what_a_teacher_should_look_at_is_in_every_format(@TempDir Path folder) throws Exception {
        Sheet plain = sheet(null, List.of(FIRST, SECOND), "ada");
        Sheet marked = new Sheet(1, plain.exercises(), List.of(new Sheet.Student("ada", new BigDecimal(2),
                plain.students().get(0).exercises(), List.of("2.1: ProcessBuilder", "2.1: java.nio.file"))), null);
        marked.write(folder);
        assertEquals(marked, Sheet.read(folder.resolve("grades.json")));
        String csv = Files.readString(folder.resolve("grades.csv"));
        assertTrue(csv.contains("ada,1.1,Adder,passed,2,2,1,1,,\r\n"), csv);
        assertTrue(csv.contains("ada,2.1,Doubler,passed,2,2,1,1,,\"ProcessBuilder, java.nio.file\"\r\n"), csv);
        String page = Files.readString(folder.resolve("grades.html"));
        assertTrue(page.contains("To look at: 2.1: ProcessBuilder; 2.1: java.nio.file"), page);
        assertTrue(page.contains("2.1 passed, to look at: ProcessBuilder, java.nio.file"), page);
        plain.write(folder);
        assertFalse(Files.readString(folder.resolve("grades.html")).contains("look at"), "nothing to look at");
    }
}
