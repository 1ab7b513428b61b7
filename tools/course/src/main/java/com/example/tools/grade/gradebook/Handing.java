package com.example.tools.grade.gradebook;

import com.example.tools.course.Course;
import com.example.tools.grade.Options;
import com.example.tools.grade.sheet.Sheet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/**
 * The options of {@code grade} and {@code merge} that say what becomes of a sheet, and what they ask for: the sheet, a
 * gradebook, and one feedback file for each student, in one folder.
 */
public final class Handing {

    /** What a gradebook or a service reads. */
    enum Format { CLASSROOM50, MOODLE, CANVAS }

    @Option(names = "--format", paramLabel = "FORMAT", split = ",",
            description = "For a gradebook: moodle or canvas; for one submission: classroom50.")
    private List<String> names = List.of();
    @Option(names = "--roster", paramLabel = "FILE",
            description = "The class: CSV with the column folder, and email, username, id number or name.")
    private Path rosterFile;
    @Option(names = "--deadline", paramLabel = "TIME",
            description = "When the work was due, as 2026-11-30T23:59+01:00; the roster's column submitted tells when"
                    + " a student handed in.")
    private String due;
    @Option(names = "--penalty", paramLabel = "PERCENT", defaultValue = "0",
            description = "What each late day that has begun takes off; 0 without it.")
    private String penalty;
    @Option(names = "--anonymous", description = "Pseudonyms in place of names; the key goes beside the folder.")
    private boolean anonymous;

    private Roster roster;
    private Deadline deadline;

    /**
     * Reads roster and deadline, before anything is judged.
     *
     * @throws Options.WrongException if something in the words or in the roster does not fit
     */
    public void check(Map<String, String> environment) throws IOException {
        Set<Format> formats = formats();
        roster = rosterFile == null ? null : Roster.read(rosterFile);
        deadline = due == null ? null : Deadline.of(due, penalty);
        if (deadline == null && !penalty.equals("0")) {
            throw new Options.WrongException("--penalty wants a --deadline.");
        }
        if (deadline != null && (roster == null || !roster.has(Roster.Column.SUBMITTED))) {
            throw new Options.WrongException("--deadline wants a --roster with a column \"submitted\": nothing else"
                    + " tells when a student handed in.");
        }
        if (deadline != null) {
            for (Roster.Entry entry : roster.entries()) {
                if (!entry.get(Roster.Column.SUBMITTED).isEmpty()) {
                    deadline.time("The roster's line " + entry.line(), entry.get(Roster.Column.SUBMITTED));
                }
            }
        }
        if (anonymous && !formats.isEmpty()) {
            throw new Options.WrongException("--anonymous has no names, and " + names.get(0) + " asks for them.");
        }
        if (formats.contains(Format.CLASSROOM50)) {
            Classroom50.check(environment);
        }
        checkIdentities(formats);
    }

    private Set<Format> formats() {
        Set<Format> formats = new TreeSet<>();
        for (String name : names) {
            formats.add(Stream.of(Format.values()).filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst().orElseThrow(() -> new Options.WrongException(
                            "--format wants classroom50, moodle or canvas, not \"" + name + "\".")));
        }
        return formats;
    }

    private void checkIdentities(Set<Format> formats) {
        if (roster == null) {
            return;
        }
        if (formats.contains(Format.MOODLE) && !roster.has(Roster.Column.EMAIL)
                && !roster.has(Roster.Column.USERNAME) && !roster.has(Roster.Column.NUMBER)) {
            throw new Options.WrongException("Moodle knows a student by email, username or id number, and the roster"
                    + " has none of these columns.");
        }
        if (formats.contains(Format.CANVAS) && !roster.has(Roster.Column.CANVAS_ID)
                && !roster.has(Roster.Column.USERNAME) && !roster.has(Roster.Column.NUMBER)) {
            throw new Options.WrongException("Canvas knows a student by ID, SIS User ID or SIS Login ID, and the roster"
                    + " has none of these columns.");
        }
    }

    /**
     * Writes everything into a folder, and removes what an earlier run with other options left there.
     *
     * @param partial whether an exercise may bring a share of its points
     * @return the sheet as it was written: without names, if that was asked for
     */
    public Sheet write(Course course, Sheet judged, boolean partial, Path out, PrintStream say) throws IOException {
        Set<Format> formats = formats();
        Gradebook book = Gradebook.of(judged, roster, deadline);
        Sheet sheet = judged;
        if (anonymous) {
            Path key = out.resolveSibling(out.getFileName() + "-key.csv");
            Pseudonyms pseudonyms = Pseudonyms.in(key);
            sheet = pseudonyms.of(judged);
            book = pseudonyms.of(book, sheet);
            pseudonyms.write();
            say.println("The key to the pseudonyms: " + key);
        }
        sheet.write(out);
        put(out.resolve("gradebook.csv"), GradebookFiles.spreadsheet(book));
        put(out.resolve("moodle.csv"), formats.contains(Format.MOODLE)
                ? GradebookFiles.moodle(book, roster != null) : null);
        put(out.resolve("canvas.csv"), formats.contains(Format.CANVAS)
                ? GradebookFiles.canvas(book, roster != null) : null);
        List<String> feedback = feedback(course, sheet, book, out.resolve("feedback"));
        boolean one = formats.contains(Format.CLASSROOM50);
        put(out.resolve("result.json"), one
                ? Classroom50.of(sheet, partial, System.getenv(), Instant.now()).json() : null);
        put(out.resolve("release-body.md"), one ? feedback.get(0) : null);
        book.notes().forEach(say::println);
        book.rows().stream().filter(row -> !row.alike().isEmpty()).forEach(row ->
                say.println("Handed in alike by " + row.student() + ": " + String.join("; ", row.alike()) + "."));
        return sheet;
    }

    /** What is in the folder besides the page, as a part of a sentence. */
    public String written() {
        Set<Format> formats = formats();
        return "grades.csv, grades.json, gradebook.csv" + (formats.contains(Format.MOODLE) ? ", moodle.csv" : "")
                + (formats.contains(Format.CANVAS) ? ", canvas.csv" : "")
                + (formats.contains(Format.CLASSROOM50) ? ", result.json, release-body.md" : "")
                + " and a file for each student in feedback";
    }

    private static void put(Path file, String text) throws IOException {
        if (text == null) {
            Files.deleteIfExists(file);
        } else {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        }
    }

    private static List<String> feedback(Course course, Sheet sheet, Gradebook book, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".md")).toList()) {
                try (BufferedReader reader = Files.newBufferedReader(file)) {
                    if (!FeedbackPage.MARK.equals(reader.readLine())) {
                        continue;
                    }
                }
                Files.delete(file);
            }
        }
        FeedbackPage feedback = new FeedbackPage(course, sheet);
        List<String> names = FeedbackPage.fileNames(sheet);
        List<String> texts = sheet.students().stream().map(student -> feedback.of(student, book.rows().stream()
                .filter(row -> row.student().equals(student.student())).findFirst().orElse(null))).toList();
        for (int i = 0; i < names.size(); i++) {
            Files.writeString(folder.resolve(names.get(i)), texts.get(i), StandardCharsets.UTF_8);
        }
        return texts;
    }
}
