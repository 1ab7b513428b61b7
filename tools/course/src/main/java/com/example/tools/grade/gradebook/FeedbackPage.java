package com.example.tools.grade.gradebook;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.grade.sheet.Sheet;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a student gets back, as Markdown: a table of all exercises, and of each that failed the story, the rule, and
 * where to read. What a submission or a folder's name says is text in it, and no markup.
 */
final class FeedbackPage {

    /** The first line, by which a later run knows what it may replace. */
    static final String MARK = "<!-- written by ./course grade -->";

    private static final Map<String, String> MARKS =
            Map.of("passed", "\u2714 passed", "failed", "\u2718 failed", "not started", "\u21b7 not started");
    private static final Pattern RULE = Pattern.compile("(?m)^ {2}The rule {2}(.*(?:\\n {6,}.*)*)");
    private static final Pattern RFC = Pattern.compile("RFC (\\d{3,5})(?:,? (?:section )?(\\d+(?:\\.\\d+)*))?");

    private final Sheet sheet;
    private final Map<Integer, Lesson> lessons = new TreeMap<>();

    FeedbackPage(Course course, Sheet sheet) throws IOException {
        this.sheet = sheet;
        for (Lesson lesson : course.lessons()) {
            lessons.put(lesson.number(), lesson);
        }
    }

    /**
     * One student's file.
     *
     * @param row what became of the points; null if only the sheet counts
     */
    String of(Sheet.Student student, Gradebook.Row row) {
        StringBuilder text = new StringBuilder(MARK).append("\n# ").append(plain(student.student())).append(": ")
                .append(student.points().toPlainString()).append(" of ").append(sheet.most().toPlainString())
                .append(" points\n\n| exercise | | tests | points |\n| --- | --- | --: | --: |\n");
        for (int i = 0; i < sheet.exercises().size(); i++) {
            Sheet.Column column = sheet.exercises().get(i);
            Sheet.Result result = student.exercises().get(i);
            text.append("| ").append(column.number()).append(' ').append(column.name()).append(" | ")
                    .append(MARKS.get(result.status())).append(" | ").append(result.passed()).append(" of ")
                    .append(result.tests()).append(" | ").append(result.points().toPlainString()).append(" of ")
                    .append(column.points().toPlainString()).append(" |\n");
        }
        if (row != null && row.late() != null && row.late() > 0) {
            text.append("\nHanded in late: ").append(days(row.late())).append(", and each day that has begun counts. ")
                    .append(plain(percent(row.cost()))).append(" less: ").append(row.sum().toPlainString())
                    .append(" points are left.\n");
        }
        for (int i = 0; i < sheet.exercises().size(); i++) {
            if (student.exercises().get(i).status().equals("failed")) {
                failure(text, sheet.exercises().get(i), student.exercises().get(i));
            }
        }
        return text.toString();
    }

    private static String days(int days) {
        return days == 1 ? "1 day" : days + " days";
    }

    private static String percent(BigDecimal percent) {
        return percent.stripTrailingZeros().toPlainString() + " %";
    }

    private void failure(StringBuilder text, Sheet.Column column, Sheet.Result result) {
        String fence = "```";
        while (result.message().contains(fence)) {
            fence += "`";
        }
        text.append("\n## ").append(column.number()).append(' ').append(column.name()).append("\n\n")
                .append(result.passed()).append(" of ").append(result.tests())
                .append(" tests pass. This is what the first failure tells:\n\n").append(fence).append("text\n")
                .append(result.message().replaceAll("(?m)[ \\t]+$", "")).append('\n').append(fence).append("\n\n");
        Matcher rule = RULE.matcher(result.message());
        Set<String> standards = new LinkedHashSet<>();
        if (rule.find()) {
            String words = rule.group(1).replaceAll("\\s+", " ").strip();
            text.append("**The rule:** ").append(plain(words)).append("\n\n");
            RFC.matcher(words).results().forEach(one -> standards.add("[" + one.group()
                    + "](https://www.rfc-editor.org/rfc/rfc" + one.group(1)
                    + (one.group(2) == null ? "" : "#section-" + one.group(2)) + ")"));
        }
        Lesson lesson = lessons.get(Integer.parseInt(column.number().replaceFirst("\\..*", "")));
        text.append("**Where to read:** ").append(String.join(", ", standards)).append(standards.isEmpty() ? "" : "; ");
        String name = lesson == null ? "the lesson's " : lesson.name() + "/";
        text.append("the task in the Javadoc of `").append(column.name()).append("`, hints in `").append(name)
                .append("EXERCISES.md` under ").append(column.number()).append(", and the lesson in `").append(name)
                .append("README.md`.\n");
    }

    /** Text in which nothing is markup. */
    private static String plain(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_{}\\[\\]()<>#+!|~&])", "\\\\$1");
    }

    /** The file's name for a student: a folder's name may hold what a file's may not. */
    static String fileName(String student) {
        return student.replaceAll("[/\\\\:*?\"<>|\\p{Cc}]", "_").replaceFirst("^\\.+", "_") + ".md";
    }

    /** The names of the files, one for each student of the sheet: two that would be the same get numbers. */
    static List<String> fileNames(Sheet sheet) {
        Set<String> taken = new LinkedHashSet<>();
        for (Sheet.Student student : sheet.students()) {
            String name = fileName(student.student());
            for (int i = 2; taken.stream().anyMatch(name::equalsIgnoreCase); i++) {
                name = fileName(student.student() + "-" + i);
            }
            taken.add(name);
        }
        return List.copyOf(taken);
    }
}
