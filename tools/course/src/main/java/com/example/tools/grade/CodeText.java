package com.example.tools.grade;

import java.util.regex.Pattern;

/**
 * What the compiler goes by in a source. Two sources of which this is the same get the same verdict.
 *
 * @param code    all of it: without comments, with spaces only where they part two words, and with all line breaks, so
 *                that every word stays in its line
 * @param outside what of that is inside of no type: it begins each type of the file
 */
record CodeText(String code, String outside) {

    /** Between two of these, or two letters, a space makes a difference; elsewhere none. */
    private static final String OPERATORS = "+-*/%&|^!~=<>?:@\"'";
    /** An escape for a character that is more than a letter: one that ends a comment, perhaps. */
    private static final Pattern STRANGE = Pattern.compile("\\\\u(?!u*+(?!00[0-7])\\p{XDigit}{4})");

    /** Of a source that this does not understand, because nobody writes so, both are all of it. */
    static CodeText of(String source) {
        String lines = source.replace("\r\n", "\n").replace('\r', '\n');
        return STRANGE.matcher(lines).find() ? new CodeText(lines, lines) : new Reader(lines).read();
    }

    private static final class Reader {
        private final String source;
        private final StringBuilder code = new StringBuilder();
        private final StringBuilder outside = new StringBuilder();
        private int at;
        private int depth;
        /** What is between the last word and the next one: line breaks, or else a space, if any. */
        private int breaks;
        private boolean space;

        Reader(String source) {
            this.source = source;
        }

        CodeText read() {
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
                        return new CodeText(source, source);
                    }
                    breaks += (int) source.substring(at, end).chars().filter(each -> each == '\n').count();
                    space = true;
                    at = end + 2;
                } else {
                    word(c);
                }
            }
            return depth == 0 ? new CodeText(code.toString(), outside.toString()) : new CodeText(source, source);
        }

        private void word(char first) {
            depth -= first == '}' ? 1 : 0;
            if (breaks > 0) {
                add("\n".repeat(breaks));
            } else if (space && !code.isEmpty() && isKept(code.charAt(code.length() - 1), first)) {
                add(" ");
            }
            breaks = 0;
            space = false;
            int end = first == '"' || first == '\'' ? literal(source.startsWith("\"\"\"", at) ? "\"\"\"" : "" + first)
                    : at + 1;
            add(source.substring(at, end));
            at = end;
            depth += first == '{' ? 1 : 0;
        }

        private void add(String text) {
            code.append(text);
            if (depth <= 0) {
                outside.append(text);
            }
        }

        private static boolean isKept(char before, char after) {
            return isLetter(before) && isLetter(after)
                    || OPERATORS.indexOf(before) >= 0 && OPERATORS.indexOf(after) >= 0;
        }

        /** Whether it may be inside a word, as a number, non-sealed or one with an escape is one. */
        private static boolean isLetter(char c) {
            return Character.isJavaIdentifierPart(c) || Character.isSurrogate(c) || ".-\\".indexOf(c) >= 0;
        }

        /** Where the literal ends that begins here: behind its closing quote, or at the end of a line without one. */
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
}
