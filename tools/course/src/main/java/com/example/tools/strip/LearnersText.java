package com.example.tools.strip;

import com.example.tools.course.Markdown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Markdown file as it is in the learners' copy: without what it says of files and commands that the copy lacks. A
 * row, an item or a line of code that names one goes, and of prose the sentence; a section of which nothing is left
 * goes with its heading; a link to a missing file is its text. What is between {@code <!-- whole course -->} and
 * {@code <!-- /whole course -->} goes, too.
 */
final class LearnersText {

    /** What the copy lacks. */
    static final Pattern LACKED = Pattern.compile("src/solution|-Psolution|src/mistake|\\.ci/run|tools/(checks|fuzz)\\b"
            + "|(CONTRIBUTING|CHANGELOG)\\.md|\\d-[a-z0-9-]+\\.patch|\\b(teaching|tutor|architecture)\\.md"
            + "|^\\| `s` \\|| {3}s (?:solution|해답) {3}"
            + "|course (mistakes|rehearse|snippets|rules|half-done|mutation|cost|bench|check|strip|questions)\\b");

    private static final Pattern BEGIN = Pattern.compile("<!-- whole course -->");
    private static final Pattern END = Pattern.compile("<!-- /whole course -->");
    /** In the loop's line of keys, the one that shows a solution. */
    private static final Pattern SOLUTION_KEY = Pattern.compile("(?<= {3})s (?:solution|해답) {3}");
    private static final Pattern FENCE = Pattern.compile("\\s*(```|~~~).*");
    private static final Pattern WHOLE_LINE = Pattern.compile("\\s*(\\||[-*] |\\d+\\. |<!--|!\\[).*");
    private static final Pattern SENTENCES = Pattern.compile("(?<=[.!?:]|[.!?:]\\*\\*) +(?=[A-Z\\p{IsHangul}`\\[*(])");
    private static final Pattern LINK = Pattern.compile("(?<!!)\\[([^\\]]+)]\\(([^)\\s#]+)(#[^)]*)?\\)");

    private LearnersText() {
    }

    /**
     * The lines that are left.
     *
     * @param file  where the copy has it
     * @param hints how many hints an exercise keeps
     */
    static List<String> of(Path file, List<String> lines, int hints) {
        List<String> text = withoutHints(withoutMarked(lines), hints);
        boolean[] code = new Markdown(file, text).code();
        List<String> left = new ArrayList<>();
        for (int i = 0; i < code.length; i++) {
            String line = code[i] ? SOLUTION_KEY.matcher(text.get(i)).replaceAll("") : text.get(i);
            if (!code[i]) {
                boolean second = line.isBlank() && !left.isEmpty() && left.get(left.size() - 1).isBlank();
                prose(file, line).filter(any -> !second).ifPresent(left::add);
            } else if (!LACKED.matcher(line).find()) {
                left.add(line);
                if (emptied(left, code, i)) {
                    left.subList(left.size() - 2, left.size()).clear();
                }
            }
        }
        return withoutEmptySections(left);
    }

    private static List<String> withoutMarked(List<String> lines) {
        List<String> left = new ArrayList<>();
        boolean skipping = false;
        for (String line : lines) {
            skipping |= BEGIN.matcher(line).matches();
            if (!skipping) {
                left.add(line);
            }
            skipping &= !END.matcher(line).matches();
        }
        return left;
    }

    private static List<String> withoutEmptySections(List<String> lines) {
        List<String> left = new ArrayList<>();
        int heading = -1;                               // where the last one is, if nothing to read follows it
        for (String line : lines) {
            if (line.startsWith("## ") && heading >= 0) {
                left.subList(heading, left.size()).clear();
            }
            heading = line.startsWith("## ") ? left.size() : line.isBlank() || line.startsWith("<!--")
                    ? heading : -1;
            left.add(line);
        }
        if (heading >= 0) {
            left.subList(heading, left.size()).clear();
        }
        return left;
    }

    /** Whether the last two lines are the fences of a block whose lines are all gone. */
    private static boolean emptied(List<String> left, boolean[] code, int at) {
        int size = left.size();
        boolean closes = at > 1 && code[at - 1] && (at + 1 == code.length || !code[at + 1]);
        return closes && size > 1 && FENCE.matcher(left.get(size - 1)).matches()
                && FENCE.matcher(left.get(size - 2)).matches();
    }

    private static Optional<String> prose(Path file, String line) {
        String text = line;
        if (LACKED.matcher(line).find()) {
            text = WHOLE_LINE.matcher(line).matches() && !line.matches("\\s*[-*] .*") ? "" : Stream.of(
                    SENTENCES.split(line)).filter(sentence -> !LACKED.matcher(sentence).find())
                    .collect(Collectors.joining(" "));
            if (text.isBlank()) {
                return Optional.empty();
            }
        }
        return Optional.of(LINK.matcher(text).replaceAll(link -> Matcher.quoteReplacement(
                link.group(2).contains(":") || Files.exists(file.resolveSibling(link.group(2)))
                        ? link.group() : link.group(1))));
    }

    /** Without the folded blocks of an exercise behind the first few. */
    private static List<String> withoutHints(List<String> lines, int hints) {
        List<String> left = new ArrayList<>();
        int count = 0;
        boolean skipping = false;
        for (String line : lines) {
            if (line.startsWith("## ")) {
                count = 0;
            }
            if (line.startsWith("<details")) {
                skipping = ++count > hints;
            }
            if (!skipping) {
                left.add(line);
            }
            if (line.contains("</details>")) {
                skipping = false;
            }
        }
        return left;
    }
}
