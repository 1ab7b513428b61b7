package com.example.tools.texts;

import com.example.tools.course.Course;
import com.example.tools.process.Maven;
import com.example.tools.quote.Region;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the commands in the READMEs print. Each command runs once for each folder, in a copy of the course, so that
 * a check does not build or clean your own tree.
 */
public final class Outputs {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static final Pattern TOUR_SECTION = Pattern.compile("== \\d+\\. .*");
    private static final Pattern NEXT_TOUR = Pattern.compile("LESSON \\d\\d: .*");
    private static final Pattern TREE = Pattern.compile("(\\[\\w+] )?── .*");

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d"
            + "|\\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z]{2} \\d{4}\\b");                  // HTTP's
    private static final Pattern CLOCK = Pattern.compile("\\d\\d:\\d\\d:\\d\\d([.,]\\d+)?");
    private static final Pattern PORT = Pattern.compile(":\\d{2,5}\\b");
    private static final Pattern DURATION = Pattern.compile(" *\\b\\d+([.,]\\d+)? ?(ns|us|µs|ms|s|min)\\b");
    private static final Pattern NUMBER = Pattern.compile(" *\\d+([.,]\\d+)*");

    private final Course course;
    private final Path copy;
    private final Map<String, Maven.Run> runs = new LinkedHashMap<>();

    /** @param copy the root of an up-to-date copy of the course */
    public Outputs(Course course, Path copy) {
        this.course = course;
        this.copy = copy;
    }

    /** Runs a command in the copy of {@code folder}, or gives what it came to when it ran before. */
    public Maven.Run run(Path folder, String command) throws IOException, InterruptedException {
        String name = course.name(folder);
        String key = name + "$ " + command;
        if (!runs.containsKey(key)) {
            runs.put(key, Maven.run(copy.resolve(name), command, LIMIT));
        }
        return runs.get(key);
    }

    /** The runs so far, by folder and command. */
    public Map<String, Maven.Run> runs() {
        return runs;
    }

    /**
     * The lines of one section.
     *
     * @param heading of a tour: {@code Heading} or {@code N. Heading} out of {@code == N. Heading}.
     *                Of any other output: a piece of the line that the section starts with; it ends before an
     *                empty line or the next class of a test report. Empty for all there is
     * @throws IllegalArgumentException if there is no such section
     */
    public static List<String> section(String output, String heading) {
        List<String> lines = output.lines().map(String::stripTrailing).toList();
        if (heading.isEmpty()) {
            return Region.trimmed(lines);
        }
        boolean tour = lines.stream().anyMatch(line -> TOUR_SECTION.matcher(line).matches());
        List<String> section = new ArrayList<>();
        for (String line : lines) {
            if (section.isEmpty()) {
                if (tour ? line.matches("== (\\d+\\. )?" + Pattern.quote(heading)) : line.contains(heading)) {
                    section.add(line);
                }
            } else if (line.startsWith("[") && !section.get(0).startsWith("[")) {
                // What a program printed ends where Maven speaks again.
                break;
            } else if (tour ? TOUR_SECTION.matcher(line).matches() || NEXT_TOUR.matcher(line).matches()
                    : TREE.matcher(line).matches() || line.replaceFirst("^\\[\\w+]", "").isBlank()) {
                break;
            } else {
                section.add(line);
            }
        }
        if (section.isEmpty()) {
            throw new IllegalArgumentException("no section has the heading \"" + heading + "\"");
        }
        return Region.trimmed(section);
    }

    /** A line without what differs from run to run: dates, clock times, ports behind a colon, durations. */
    public static String masked(String line) {
        String masked = DATE.matcher(line).replaceAll("<date>");
        masked = CLOCK.matcher(masked).replaceAll("<clock>");
        masked = PORT.matcher(masked).replaceAll(":<port>");
        return DURATION.matcher(masked).replaceAll(" <time>");
    }

    /** A line without any number, and without the spaces that right-align one. */
    public static String withoutFigures(String line) {
        return NUMBER.matcher(masked(line)).replaceAll(" <n>");
    }
}
