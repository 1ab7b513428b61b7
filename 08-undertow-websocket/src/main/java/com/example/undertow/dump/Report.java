package com.example.undertow.dump;

import java.util.List;
import java.util.Locale;

/**
 * What a page is told, as one text of lines: what the report is of; before each frame {@code up} (from a client) or
 * {@code down}; for each field {@code part TAB hex TAB meaning}; a trial ends with {@code verdict TAB words TAB rule}.
 */
final class Report {

    /** How many bytes of a field a page shows. */
    static final int SHOWN = 48;

    private final StringBuilder lines;

    /** @param kind {@code frame}, {@code trial} or {@code trouble} */
    Report(String kind) {
        lines = new StringBuilder(kind);
    }

    Report frame(String way, List<Field> fields) {
        lines.append('\n').append(way);
        fields.forEach(field -> lines.append('\n').append(field.part().name().toLowerCase(Locale.ROOT)).append('\t')
                .append(field.hex()).append('\t').append(field.meaning()));
        return this;
    }

    Report verdict(String words, String rule) {
        lines.append("\nverdict\t").append(words.replaceAll("\\p{Cntrl}", "?")).append('\t').append(rule);
        return this;
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
