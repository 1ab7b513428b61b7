package com.example.tools.grade.gradebook;

import com.example.tools.grade.Options;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A CSV file as spreadsheets and gradebooks write it (RFC 4180): fields in quotes may hold separators, quotes and line
 * ends. The separator is a comma, a semicolon or a tab, whichever the first line has; a byte order mark is passed over.
 *
 * @param name  the file's name, for messages
 * @param lines the records that are not empty, the first of them with the columns' names
 */
record CsvFile(String name, List<Record> lines) {

    private static final long LARGEST = 10_000_000;

    /**
     * One record.
     *
     * @param number of its first line, from 1
     */
    record Record(int number, List<String> fields) { }

    /**
     * Reads a file.
     *
     * @throws Options.WrongException if it is no CSV in UTF-8, or has not even a first line
     */
    static CsvFile read(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!Files.isRegularFile(file)) {
            throw new Options.WrongException("There is no file " + file + ".");
        }
        if (Files.size(file) > LARGEST) {
            throw new Options.WrongException(name + " has more than " + LARGEST + " bytes: it is no list of a class.");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
        } catch (CharacterCodingException e) {
            throw new Options.WrongException(name + " is not UTF-8: save it as \"CSV UTF-8\".");
        }
        List<Record> lines = new Parser(name, text.startsWith("\uFEFF") ? text.substring(1) : text).parse();
        if (lines.isEmpty()) {
            throw new Options.WrongException(name + " is empty: its first line names the columns.");
        }
        return new CsvFile(name, lines);
    }

    /** One pass over the text. */
    private static final class Parser {

        private final String name;
        private final String text;
        private final char separator;
        private final List<Record> records = new ArrayList<>();
        private List<String> fields = new ArrayList<>();
        private int at;
        private int line = 1;

        Parser(String name, String text) {
            this.name = name;
            this.text = text;
            this.separator = separator(text.lines().findFirst().orElse("").replaceAll("\"[^\"]*\"", ""));
        }

        private static char separator(String first) {
            return first.indexOf(',') >= 0 ? ',' : first.indexOf(';') >= 0 ? ';' : first.indexOf('\t') >= 0 ? '\t'
                    : ',';
        }

        List<Record> parse() {
            while (at < text.length()) {
                int start = line;
                fields = new ArrayList<>();
                do {
                    fields.add(field());
                } while (takes(separator));
                lineEnd();
                if (fields.size() > 1 || !fields.get(0).isBlank()) {
                    records.add(new Record(start, List.copyOf(fields)));
                }
            }
            return records;
        }

        private boolean takes(char c) {
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void lineEnd() {
            boolean ends = takes('\r') | takes('\n');
            if (!ends && at < text.length()) {
                throw new Options.WrongException(name + ", line " + line + ": there is text behind a closing quote.");
            }
            line++;
        }

        private String field() {
            if (!takes('"')) {
                int start = at;
                while (at < text.length() && text.charAt(at) != separator && "\r\n".indexOf(text.charAt(at)) < 0) {
                    at++;
                }
                return text.substring(start, at).strip();
            }
            int opened = line;
            StringBuilder field = new StringBuilder();
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '"' && !takes('"')) {
                    return field.toString().strip();
                }
                field.append(c);
                if (c == '\n') {
                    line++;
                }
            }
            throw new Options.WrongException(name + ", line " + opened + ": a quote is opened and never closed.");
        }
    }
}
