package com.example.tools.grade;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an answer names that no exercise needs, and that could reach an answer: a teacher should look at it. */
final class Unusual {

    private static final Pattern NAMES = Pattern.compile("\\b(javax\\.tools|ProcessBuilder|ProcessHandle"
            + "|java\\.nio\\.file|java\\.io\\.File\\w*|RandomAccessFile|(?<=\\bnew )File\\w*(?=\\()|java\\.net\\.URL"
            + "|Runtime\\.getRuntime|System\\.getPropert(?:y|ies)|System\\.getenv"
            + "|Class\\.forName|java\\.lang\\.reflect|\\w*ClassLoader)\\b");
    private static final Pattern ESCAPE = Pattern.compile("\\\\u+([0-9a-fA-F]{4})");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);

    private Unusual() {
    }

    /** The names, sorted, each once; however they are written: escaped, over several lines, around a comment. */
    static List<String> in(String source) {
        String text = ESCAPE.matcher(source).replaceAll(escape -> Matcher.quoteReplacement(
                String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
        // With comments and without: what looks like one may be in a text, and hide what is behind it.
        return Stream.of(text, COMMENT.matcher(text).replaceAll(" "))
                .flatMap(one -> NAMES.matcher(one.replaceAll("\\s*\\.\\s*", ".").replaceAll("\\s+\\(", "(")
                        .replaceAll("\\s+", " ")).results())
                .map(MatchResult::group).distinct().sorted().toList();
    }
}
