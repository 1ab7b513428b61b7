package com.example.tools.grade.gradebook;

import com.example.tools.grade.Options;
import com.example.tools.grade.sheet.Alike;
import com.example.tools.grade.sheet.CsvLines;
import com.example.tools.grade.sheet.Sheet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names that tell nothing, such as {@code student-K7QX2M}, in place of the students' own. The key is a file of its own;
 * who has it knows them all, and with it the same student keeps the same name from run to run.
 */
final class Pseudonyms {

    /** No letter or digit that is taken for another one, and no vowel that makes a word. */
    private static final String LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ";
    private static final int LENGTH = 6;

    private final Path key;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();

    private Pseudonyms(Path key) {
        this.key = key;
    }

    /** Reads the key, if there is one. */
    static Pseudonyms in(Path key) throws IOException {
        Pseudonyms pseudonyms = new Pseudonyms(key);
        if (Files.exists(key)) {
            CsvFile file = CsvFile.read(key);
            for (CsvFile.Record line : file.lines().subList(1, file.lines().size())) {
                if (line.fields().size() != 2 || !line.fields().get(0).matches("student-[" + LETTERS + "]+")) {
                    throw new Options.WrongException(file.name() + ", line " + line.number()
                            + ": no pseudonym and student. It is the key that an earlier run wrote; put it elsewhere to"
                            + " begin with a new one.");
                }
                pseudonyms.names.put(plain(line.fields().get(1)), line.fields().get(0));
            }
        }
        return pseudonyms;
    }

    /** What {@link CsvLines#text} has made of a name, undone. */
    private static String plain(String field) {
        return field.matches("(?s)'\\s*[=+\\-@\t\r].*") ? field.substring(1) : field;
    }

    private String of(String student) {
        return names.computeIfAbsent(student, any -> {
            while (true) {
                StringBuilder name = new StringBuilder("student-");
                random.ints(LENGTH, 0, LETTERS.length()).forEach(i -> name.append(LETTERS.charAt(i)));
                if (!names.containsValue(name.toString())) {
                    return name.toString();
                }
            }
        });
    }

    /** The sheet without names, in the order of the pseudonyms, which tells nothing either. */
    Sheet of(Sheet sheet) {
        return new Sheet(sheet.format(), sheet.exercises(), sheet.students().stream()
                .map(one -> new Sheet.Student(of(one.student()), one.points(), one.exercises(), one.look()))
                .sorted(Comparator.comparing(Sheet.Student::student)).toList(), sheet.part());
    }

    /** The gradebook without names, and without what the roster says. */
    Gradebook of(Gradebook book, Sheet anonymous) {
        Map<String, List<String>> alike = Alike.of(anonymous);
        return new Gradebook(book.lessons(), book.rows().stream()
                .map(row -> row.named(of(row.student()), alike.getOrDefault(of(row.student()), List.of())))
                .sorted(Comparator.comparing(Gradebook.Row::student)).toList(), book.notes());
    }

    /** Writes the key: one line for each student that ever was in it. */
    void write() throws IOException {
        StringBuilder csv = new StringBuilder("\uFEFF").append(CsvLines.line(List.of("pseudonym", "student")));
        names.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(one ->
                csv.append(CsvLines.line(List.of(one.getValue(), CsvLines.text(one.getKey())))));
        Files.createDirectories(key.toAbsolutePath().getParent());
        Files.writeString(key, csv, StandardCharsets.UTF_8);
    }
}
