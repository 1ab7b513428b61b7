package com.example.tools.update;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A Java source as it is compared: without a byte order mark, with one kind of line end, and without empty lines at its
 * end.
 *
 * @param lines its lines
 */
record Text(List<String> lines) {

    static Text of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return new Text((text.startsWith("\uFEFF") ? text.substring(1) : text).stripTrailing().lines()
                .map(String::stripTrailing).toList());
    }

    /** Whether two files say the same, whatever ends their lines. */
    static boolean isSame(byte[] a, byte[] b) {
        return of(a).equals(of(b));
    }

    /** Whether two files are the same but for comments and the white space between words. */
    static boolean isSameCode(byte[] a, byte[] b) {
        return of(a).code().equals(of(b).code());
    }

    private String code() {
        return String.join("\n", lines).replaceAll("(?s)/\\*.*?\\*/", " ").replaceAll("//.*", " ")
                .replaceAll("\\s+", " ").strip();
    }

    /** The lines that differ, those that are gone with - and those that came with +, each change with its place. */
    static List<String> difference(byte[] before, byte[] after) {
        List<String> from = of(before).lines;
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff("", "", from, DiffUtils.diff(from, of(after).lines),
                0);
        return diff.size() <= 2 ? List.of() : diff.subList(2, diff.size());
    }
}
