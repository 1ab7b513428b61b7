package com.example.tools.mutation;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The changes that no test can notice, or none has to, each with its reason: a file per lesson, blocks of lines
 *
 * <pre>
 * EventParser.line: removed call to java/lang/StringBuilder::setLength
 *   | data.setLength(0);
 *   = why this makes no difference
 * </pre>
 *
 * <p>The second line is the changed line of the source: an entry goes stale when that line is rewritten. Where one
 * line has the same change twice, the entry is there twice.
 *
 * @param file    where the entries are kept; if it is missing there are none
 * @param entries what it says
 */
public record Survivors(Path file, List<Entry> entries) {

    /**
     * One change.
     *
     * @param change the class, the method and what was done there
     * @param source the line of the source, without the blanks around it
     * @param reason why it may survive
     */
    record Entry(String change, String source, String reason) {

        boolean isFor(Entry other) {
            return change.equals(other.change) && source.equals(other.source);
        }

        @Override
        public String toString() {
            return change + "\n  | " + source + "\n  = " + reason;
        }
    }

    static Survivors read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        int i = 0;
        while (i < lines.size()) {
            if (lines.get(i).isBlank() || lines.get(i).startsWith("#")) {
                i++;
                continue;
            }
            if (i + 2 >= lines.size() || !lines.get(i + 1).startsWith("  | ") || !lines.get(i + 2).startsWith("  = ")) {
                throw new IllegalArgumentException(file + ", line " + (i + 1)
                        + ": an entry is a change, a line `  | source` and a line `  = reason`.");
            }
            String change = lines.get(i);
            String source = lines.get(i + 1).substring(4).strip();
            StringBuilder reason = new StringBuilder(lines.get(i + 2).substring(4).strip());
            for (i += 3; i < lines.size() && lines.get(i).startsWith("    "); i++) {
                reason.append(' ').append(lines.get(i).strip());
            }
            entries.add(new Entry(change, source, reason.toString()));
        }
        return new Survivors(file, entries);
    }

    /** What is wrong with the lists as they are: no reason, or a line that the source no longer has. */
    public static List<String> check(Course course) throws IOException {
        List<String> problems = new ArrayList<>();
        for (Lesson lesson : course.lessons()) {
            for (String[] kind : new String[][] {{"solutions", Lesson.SOLUTIONS}, {"lesson", Lesson.MAIN}}) {
                Survivors list = of(course, lesson, kind[0]);
                for (Entry entry : list.entries()) {
                    if (entry.reason().isBlank()) {
                        problems.add(course.name(list.file()) + ": no reason is given for\n" + entry);
                    }
                    Path source = Path.of(entry.change().replaceFirst("[.$].*$", "") + ".java");
                    List<String> lines = new ArrayList<>();
                    for (Path file : lesson.files(kind[1], ".java")) {
                        lines.addAll(file.endsWith(source) ? Files.readAllLines(file) : List.of());
                    }
                    if (lines.stream().noneMatch(line -> line.strip().equals(entry.source()))) {
                        problems.add(course.name(list.file()) + ": the source has no such line:\n" + entry);
                    }
                }
            }
        }
        return problems;
    }

    /**
     * The list of a lesson.
     *
     * @param of whose: {@code solutions}, or {@code lesson} for the worked code
     */
    static Survivors of(Course course, Lesson lesson, String of) throws IOException {
        return read(course.root().resolve("tools/checks/mutation").resolve(lesson.name() + "-" + of + ".txt"));
    }

    /** What is in {@code these} and not in {@code others}, each as often as it is missing there. */
    static List<Entry> without(List<Entry> these, List<Entry> others) {
        List<Entry> left = new ArrayList<>(others);
        List<Entry> missing = new ArrayList<>();
        for (Entry one : these) {
            int at = 0;
            while (at < left.size() && !left.get(at).isFor(one)) {
                at++;
            }
            if (at < left.size()) {
                left.remove(at);
            } else {
                missing.add(one);
            }
        }
        return missing;
    }
}
