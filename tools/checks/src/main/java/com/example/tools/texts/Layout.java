package com.example.tools.texts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** How a file looks: its length and width, its white space, the order of its imports. There is no formatter. */
final class Layout {

    private static final int LINES = 300;
    private static final int COLUMNS = 120;

    /** Java files that may be longer, and why. */
    private static final Map<String, String> LONGER = Map.of();

    /** A patch has white space of its own. */
    private static final Pattern TEXT =
            Pattern.compile(".*\\.(java|md|html|js|json|xml|yml|properties|txt|sh|py|conf)|(.*/)?(run|course)");
    private static final Pattern END_OF_IMPORTS = Pattern.compile("^(public |abstract |final |sealed |@|/\\*\\*|class |"
            + "interface |record |enum ).*");

    private Layout() {
    }

    /** @param name the file's, from the root, with slashes */
    static void check(String name, List<String> lines, List<String> problems) {
        if (!TEXT.matcher(name).matches()) {
            return;
        }
        report(name, "a tab instead of spaces", lines, line -> line.startsWith("\t"), problems);
        report(name, "white space at the end", lines, line -> !line.equals(line.stripTrailing()), problems);
        if (name.endsWith(".java")) {
            if (lines.size() > LINES && !LONGER.containsKey(name)) {
                problems.add(name + " has " + lines.size() + " lines; " + LINES + " are the limit: one idea each.");
            }
            report(name, "more than " + COLUMNS + " columns", lines, line -> line.length() > COLUMNS, problems);
            report(name, "a tab instead of spaces", lines, line -> line.indexOf('\t') > 0, problems);
            imports(name, lines, problems);
        }
    }

    /** Static imports first, then the others, a blank line between the two; each block sorted, without blank lines. */
    private static void imports(String name, List<String> lines, List<String> problems) {
        List<String> imports = lines.stream().takeWhile(line -> !END_OF_IMPORTS.matcher(line).matches())
                .filter(line -> line.startsWith("import ")).toList();
        Comparator<String> order = Comparator.comparing((String line) -> !line.startsWith("import static "))
                .thenComparing(line -> line.substring(0, line.indexOf(';')));
        List<String> sorted = imports.stream().sorted(order).toList();
        if (!imports.equals(sorted)) {
            int at = IntStream.range(0, imports.size()).filter(i -> !imports.get(i).equals(sorted.get(i))).findFirst()
                    .orElseThrow();
            problems.add(name + " has imports that are not sorted: \"" + sorted.get(at) + "\" comes before \""
                    + imports.get(at) + "\".");
            return;
        }
        List<String> block = new ArrayList<>(imports);
        int fixed = (int) imports.stream().filter(line -> line.startsWith("import static ")).count();
        if (fixed > 0 && fixed < imports.size()) {
            block.add(fixed, "");
        }
        int first = imports.isEmpty() ? 0 : lines.indexOf(imports.get(0));
        if (!imports.isEmpty() && !lines.subList(first, Math.min(lines.size(), first + block.size())).equals(block)) {
            problems.add(name + " has a blank line among its imports, or none after the static ones.");
        }
    }

    private static void report(String name, String what, List<String> lines, Predicate<String> broken,
            List<String> problems) {
        List<Integer> numbers =
                IntStream.range(0, lines.size()).filter(i -> broken.test(lines.get(i))).mapToObj(i -> i + 1).toList();
        if (!numbers.isEmpty()) {
            problems.add(name + " has " + what + ": lines " + numbers + ".");
        }
    }
}
