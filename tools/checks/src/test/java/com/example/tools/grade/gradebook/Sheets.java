package com.example.tools.grade.gradebook;

import com.example.tools.grade.sheet.Sheet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Small sheets of three exercises in two lessons: 1.1 Adder, 1.2 Doubler, and 2.1 Counter for half a point. */
final class Sheets {

    static final String STORY = """
            adds nothing:
              What happened
                1. add() was called.
              Expected  0
              But       `7` ``` # no heading
              The rule  A sum of nothing is nothing
                        (RFC 9110, section 8.6).""";

    private static final List<Sheet.Column> COLUMNS = List.of(new Sheet.Column("1.1", "Adder", BigDecimal.ONE),
            new Sheet.Column("1.2", "Doubler", BigDecimal.ONE),
            new Sheet.Column("2.1", "Counter", new BigDecimal("0.5")));

    private Sheets() {
    }

    /** A sheet of students, each told by {@link #student}. */
    static Sheet of(Sheet.Student... students) {
        return new Sheet(1, COLUMNS, List.of(students));
    }

    /**
     * One student.
     *
     * @param results for each exercise a letter and a digest, such as {@code +a}, {@code -b}, or {@code .}: passed,
     *                failed, not started
     */
    static Sheet.Student student(String name, String... results) {
        List<Sheet.Result> all = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < COLUMNS.size(); i++) {
            Sheet.Column column = COLUMNS.get(i);
            boolean passed = results[i].startsWith("+");
            BigDecimal points = passed ? column.points() : BigDecimal.ZERO;
            all.add(new Sheet.Result(column.number(), passed ? "passed" : results[i].startsWith("-") ? "failed"
                    : "not started", passed ? 5 : results[i].startsWith("-") ? 2 : 0, 5, points,
                    results[i].startsWith("-") ? STORY : "", results[i].length() > 1 ? results[i].substring(1) : null));
            sum = sum.add(points);
        }
        return new Sheet.Student(name, sum, all);
    }
}
