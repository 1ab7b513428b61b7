package com.example.tools.grade.gradebook;

import com.example.tools.grade.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The students of a class, and their folders: a CSV file whose first line names the columns. {@code folder} must be
 * there, and something that tells who it is. A list that was exported from Moodle or Canvas will do, with a column
 * {@code folder} added. Columns with other names are passed over.
 *
 * @param columns those that are there
 * @param entries one for each student, in the file's order
 */
record Roster(List<Column> columns, List<Entry> entries) {

    /** What a column tells, and the names that it may have. */
    enum Column {
        FOLDER("folder", "submission"),
        NAME("name", "student", "full name"),
        FIRST_NAME("first name", "given name"),
        LAST_NAME("last name", "surname", "family name"),
        EMAIL("email", "email address", "e-mail"),
        USERNAME("username", "user name", "login", "sis login id"),
        NUMBER("id number", "idnumber", "student number", "sis user id"),
        CANVAS_ID("id", "canvas id"),
        SECTION("section"),
        SUBMITTED("submitted", "submitted at");

        private final List<String> names;

        Column(String... names) {
            this.names = List.of(names);
        }

        static Optional<Column> of(String header) {
            String name = header.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", " ");
            return List.of(values()).stream().filter(column -> column.names.contains(name)).findFirst();
        }

        /** As messages call it. */
        String title() {
            return names.get(0);
        }

        /** Whether no two students have the same. */
        boolean isUnique() {
            return this == EMAIL || this == USERNAME || this == NUMBER || this == CANVAS_ID;
        }
    }

    /**
     * A student.
     *
     * @param line   where the file tells of it, for messages
     * @param values what the columns say; a column that is missing or empty says nothing
     */
    record Entry(int line, Map<Column, String> values) {

        /** What a column says, or an empty text. */
        String get(Column column) {
            return values.getOrDefault(column, "");
        }

        /** The first and last name in one, or the best that there is. */
        String name() {
            String name = get(Column.NAME).isEmpty()
                    ? (get(Column.FIRST_NAME) + " " + get(Column.LAST_NAME)).strip() : get(Column.NAME);
            return !name.isEmpty() ? name : List.of(Column.EMAIL, Column.USERNAME, Column.NUMBER, Column.CANVAS_ID)
                    .stream().map(this::get).filter(value -> !value.isEmpty()).findFirst().orElse(get(Column.FOLDER));
        }
    }

    /**
     * Reads a roster.
     *
     * @throws Options.WrongException if a column is missing or is there twice, or a line names no student, or one
     *                                student has two folders
     */
    static Roster read(Path path) throws IOException {
        CsvFile file = CsvFile.read(path);
        List<String> header = file.lines().get(0).fields();
        Map<Integer, Column> columns = columns(file.name(), header);
        List<Entry> entries = new ArrayList<>();
        for (CsvFile.Record line : file.lines().subList(1, file.lines().size())) {
            if (line.fields().size() > header.size()) {
                throw new Options.WrongException(file.name() + ", line " + line.number() + ": it has "
                        + line.fields().size() + " fields, and the first line names " + header.size()
                        + ". A name with a comma in it wants quotes.");
            }
            Map<Column, String> values = new EnumMap<>(Column.class);
            columns.forEach((i, column) -> {
                if (i < line.fields().size() && !line.fields().get(i).isEmpty()) {
                    values.put(column, line.fields().get(i));
                }
            });
            Entry entry = new Entry(line.number(), values);
            // Canvas puts a line with the most points under the first one.
            if (entry.get(Column.NAME).equals("Points Possible") || values.isEmpty()) {
                continue;
            }
            if (values.keySet().stream().noneMatch(Roster::tellsWho)) {
                throw new Options.WrongException(file.name() + ", line " + line.number()
                        + ": nothing in it tells who the student is.");
            }
            entries.add(entry);
        }
        if (entries.isEmpty()) {
            throw new Options.WrongException(file.name() + " has no student: there is no line under its first one.");
        }
        checkIdentities(file.name(), entries);
        return new Roster(columns.values().stream().distinct().toList(), List.copyOf(entries));
    }

    private static boolean tellsWho(Column column) {
        return column.isUnique() || column == Column.NAME || column == Column.LAST_NAME;
    }

    private static Map<Integer, Column> columns(String name, List<String> header) {
        Map<Integer, Column> columns = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            Optional<Column> column = Column.of(header.get(i));
            if (column.isPresent() && columns.containsValue(column.get())) {
                throw new Options.WrongException(name + " has two columns that tell the " + column.get().title() + ".");
            }
            if (column.isPresent()) {
                columns.put(i, column.get());
            }
        }
        String there = header.stream().map(one -> "\"" + one + "\"").collect(Collectors.joining(", "));
        if (!columns.containsValue(Column.FOLDER)) {
            throw new Options.WrongException(name + " has no column \"folder\", which names each student's folder: its"
                    + " first line has " + there + ".");
        }
        if (columns.values().stream().noneMatch(Roster::tellsWho)) {
            throw new Options.WrongException(name + " has no column that tells who a student is, such as \"email\","
                    + " \"username\", \"id number\" or \"name\": its first line has " + there + ".");
        }
        return columns;
    }

    /** A student is in one line, and so has one folder. A folder may have several: a team hands in together. */
    private static void checkIdentities(String name, List<Entry> entries) {
        for (Column column : Column.values()) {
            Map<String, Entry> seen = new HashMap<>();
            for (Entry entry : column.isUnique() ? entries : List.<Entry>of()) {
                String value = entry.get(column);
                Entry other = value.isEmpty() ? null : seen.putIfAbsent(value.toLowerCase(Locale.ROOT), entry);
                if (other != null) {
                    throw new Options.WrongException(name + ", lines " + other.line() + " and " + entry.line()
                            + ": the " + column.title() + " " + value + " is there twice, with the folders \""
                            + other.get(Column.FOLDER) + "\" and \"" + entry.get(Column.FOLDER) + "\".");
                }
            }
        }
    }

    boolean has(Column column) {
        return columns.contains(column);
    }

    /** The students whose folder this is. */
    List<Entry> of(String folder) {
        String wanted = composed(folder);
        return entries.stream().filter(entry -> composed(entry.get(Column.FOLDER)).equals(wanted)).toList();
    }

    /** A file system may keep a letter and its accent apart (macOS does), and a spreadsheet in one. */
    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}
