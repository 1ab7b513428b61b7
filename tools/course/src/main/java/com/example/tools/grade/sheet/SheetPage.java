package com.example.tools.grade.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The sheet as one page, {@code grades.html}: all of it is there without a script, which only sorts and filters. What a
 * submission wrote gets into it as text and as nothing else.
 */
public final class SheetPage {

    private static final Map<String, String> MARKS =
            Map.of("passed", "\u2714", "failed", "\u2718", "not started", "\u21b7");

    private SheetPage() {
    }

    public static String of(Sheet sheet) {
        return template().replace("@HEAD@", head(sheet)).replace("@ROWS@", rows(sheet)).replace("@FOOT@", foot(sheet))
                .replace("@DETAILS@", details(sheet)).replace("@COUNT@", String.valueOf(sheet.students().size()))
                .replace("@MOST@", sheet.most().toPlainString());
    }

    private static String template() {
        try (InputStream in = SheetPage.class.getResourceAsStream("grades.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head(Sheet sheet) {
        StringBuilder html = new StringBuilder();
        for (Sheet.Column column : sheet.exercises()) {
            html.append("<th scope=\"col\" aria-sort=\"none\"><button title=\"").append(text(column.name()))
                    .append(", ").append(column.points().toPlainString()).append(" points\">")
                    .append(text(column.number())).append("</button></th>\n");
        }
        return html.toString();
    }

    private static String rows(Sheet sheet) {
        StringBuilder html = new StringBuilder();
        for (int n = 0; n < sheet.students().size(); n++) {
            Sheet.Student student = sheet.students().get(n);
            long passed = student.exercises().stream().filter(one -> one.status().equals("passed")).count();
            html.append("<tr><th scope=\"row\"><a href=\"#s").append(n).append("\">").append(text(student.student()))
                    .append("</a></th><td data-v=\"").append(student.points().toPlainString()).append("\">")
                    .append(student.points().toPlainString()).append("</td><td data-v=\"").append(passed).append("\">")
                    .append(passed).append("</td>");
            for (Sheet.Result one : student.exercises()) {
                int order = one.status().equals("passed") ? 1_000_000 : one.status().equals("failed")
                        ? 1_000 + one.passed() : 0;
                html.append("<td class=\"").append(one.status().replace(" ", "-")).append("\" data-v=\"").append(order)
                        .append("\" title=\"").append(text(title(student, one))).append("\">")
                        .append(MARKS.get(one.status())).append(student.looksAt(one.exercise()).isEmpty() ? "" : "!")
                        .append("<small>").append(one.passed()).append('/')
                        .append(one.tests()).append("</small></td>");
            }
            html.append("</tr>\n");
        }
        return html.toString();
    }

    private static String title(Sheet.Student student, Sheet.Result one) {
        List<String> look = student.looksAt(one.exercise());
        return one.exercise() + " " + one.status() + (look.isEmpty() ? "" : ", to look at: " + String.join(", ", look));
    }

    /** How many have passed each exercise: the row that tells what was hard. */
    private static String foot(Sheet sheet) {
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < sheet.exercises().size(); i++) {
            int column = i;
            long passed = sheet.students().stream()
                    .filter(student -> student.exercises().get(column).status().equals("passed")).count();
            html.append("<td>").append(passed).append("</td>");
        }
        return html.toString();
    }

    private static String details(Sheet sheet) {
        StringBuilder html = new StringBuilder();
        Map<String, List<String>> alike = Alike.of(sheet);
        for (int n = 0; n < sheet.students().size(); n++) {
            Sheet.Student student = sheet.students().get(n);
            html.append("<details id=\"s").append(n).append("\"><summary>").append(text(student.student()))
                    .append(": ").append(student.points().toPlainString()).append(" points</summary>\n<dl>\n");
            for (int i = 0; i < student.exercises().size(); i++) {
                Sheet.Result one = student.exercises().get(i);
                if (one.status().equals("failed")) {
                    html.append("<dt>").append(text(one.exercise() + " " + sheet.exercises().get(i).name()))
                            .append(", ").append(one.passed()).append(" of ").append(one.tests())
                            .append(" tests</dt>\n<dd><pre>").append(text(one.message())).append("</pre></dd>\n");
                }
            }
            String waiting = student.exercises().stream().filter(one -> one.status().equals("not started"))
                    .map(Sheet.Result::exercise).reduce((a, b) -> a + ", " + b).orElse("");
            html.append("</dl>\n").append(waiting.isEmpty() ? "" : "<p>Not started: " + text(waiting) + "</p>\n")
                    .append(said("Handed in alike", alike.get(student.student())))
                    .append(said("To look at", student.look())).append("</details>\n");
        }
        return html.toString();
    }

    private static String said(String title, List<String> what) {
        return what == null ? "" : "<p>" + title + ": " + text(String.join("; ", what)) + "</p>\n";
    }

    private static String text(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;").replace("@", "&#64;");
    }
}
