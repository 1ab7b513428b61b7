package com.example.tools.grade;

/**
 * What the compiler goes by in a source: without comments, with spaces only where they part two words, and with all
 * line breaks, so that every word stays in its line. Two sources of which this is the same get the same verdict.
 */
final class CodeText {

    /** Between two of these, or two letters, a space makes a difference; elsewhere none. */
    private static final String OPERATORS = "+-*/%&|^!~=<>?:@\"'\\";

    private final String source;
    private final StringBuilder code = new StringBuilder();
    private int at;
    /** What stands between the last word and the next one: line breaks, or else a space, if any. */
    private int breaks;
    private boolean space;

    private CodeText(String source) {
        this.source = source;
    }

    /** Of a source that this does not understand, because nobody writes so, all of it. */
    static String of(String source) {
        String lines = source.replace("\r\n", "\n").replace('\r', '\n');
        // Such an escape may stand for any character: one that ends a comment, too.
        return lines.contains("\\u") ? lines : new CodeText(lines).read();
    }

    private String read() {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '\n') {
                breaks++;
                at++;
            } else if (c == ' ' || c == '\t' || c == '\f') {
                space = true;
                at++;
            } else if (source.startsWith("//", at)) {
                int end = source.indexOf('\n', at);
                at = end < 0 ? source.length() : end;
            } else if (source.startsWith("/*", at)) {
                int end = source.indexOf("*/", at + 2);
                if (end < 0) {
                    return source;
                }
                breaks += (int) source.substring(at, end).chars().filter(each -> each == '\n').count();
                space = true;
                at = end + 2;
            } else {
                word(c);
            }
        }
        return code.toString();
    }

    private void word(char first) {
        if (breaks > 0) {
            code.append("\n".repeat(breaks));
        } else if (space && !code.isEmpty() && isKept(code.charAt(code.length() - 1), first)) {
            code.append(' ');
        }
        breaks = 0;
        space = false;
        int end = first == '"' || first == '\'' ? literal(source.startsWith("\"\"\"", at) ? "\"\"\"" : "" + first)
                : at + 1;
        code.append(source, at, end);
        at = end;
    }

    private static boolean isKept(char before, char after) {
        return isLetter(before) && isLetter(after) || OPERATORS.indexOf(before) >= 0 && OPERATORS.indexOf(after) >= 0;
    }

    /** Whether it may be inside a word, as a number or non-sealed is one. */
    private static boolean isLetter(char c) {
        return Character.isJavaIdentifierPart(c) || Character.isSurrogate(c) || c == '.' || c == '-';
    }

    /** Where the literal ends that begins here: behind its closing quote, or at the end of a line that has none. */
    private int literal(String quote) {
        for (int i = at + quote.length(); i < source.length(); i++) {
            if (source.startsWith(quote, i)) {
                return i + quote.length();
            }
            if (source.charAt(i) == '\n' && quote.length() == 1) {
                return i;
            }
            if (source.charAt(i) == '\\') {
                i++;
            }
        }
        return source.length();
    }
}
