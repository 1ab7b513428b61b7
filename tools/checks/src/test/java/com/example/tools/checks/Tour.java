package com.example.tools.checks;

import com.example.tools.course.Course;
import com.example.tools.process.Maven;
import com.example.tools.process.Slowness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Proves what the first command of the course promises: {@code mvn -q} plays every lesson, ends by itself and in time,
 * prints plain text and no error, and leaves nothing behind.
 */
public final class Tour {

    /** How long the whole tour may take on a machine that does nothing else. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Duration NEVER = Duration.ofMinutes(5);
    private static final int COLUMNS = 100;
    private static final Pattern SECTION = Pattern.compile("== (\\d+)\\. .+");

    private Tour() {
    }

    /** Plays the tour of the course in {@code folder}: one sentence for each promise that is not kept. */
    public static List<String> check(Course course, Path folder) throws IOException, InterruptedException {
        List<String> problems = new ArrayList<>();
        String mark = "COURSE_TOUR_" + UUID.randomUUID().toString().replace('-', '_');
        double slowness = Slowness.now();
        // Longer than allowed, so that a tour that is only slow is told apart from one that never ends.
        Maven.Run run = Maven.run(folder, "mvn -q", NEVER, mark);
        slowness = Math.max(slowness, Slowness.now());
        if (run.exit() < 0) {
            problems.add("The tour did not end within " + NEVER.toSeconds() + " s.");
        } else if (run.exit() > 0) {
            problems.add("The tour ended with exit code " + run.exit() + ":\n" + run.output() + run.errors());
        }
        if (run.took().toMillis() > LIMIT.toMillis() * slowness) {
            problems.add("The tour took " + run.took().toSeconds() + " s on a machine that was " + slowness
                    + " times as slow as alone; it may take " + LIMIT.toSeconds() + " s.");
        }
        String errors = run.errors().lines().filter(line -> !ofTheJvmItself(line)).reduce("", (a, b) -> a + "\n" + b);
        if (!errors.isBlank()) {
            problems.add("The tour prints on standard error:" + errors);
        }
        checkSections(run.output(), course.lessons().size(), problems);
        run.output().lines()
                .filter(line -> line.length() > COLUMNS || !StandardCharsets.US_ASCII.newEncoder().canEncode(line))
                .forEach(line -> problems.add("Not plain ASCII of at most " + COLUMNS + " columns: " + line));
        leftovers(mark).forEach(left -> problems.add("The tour left a process behind: " + left));
        return problems;
    }

    /** Newer Javas warn about what Maven's own libraries do; the lessons have no part in that. */
    private static boolean ofTheJvmItself(String line) {
        return line.isBlank() || line.startsWith("WARNING: ") || line.startsWith("Picked up ");
    }

    private static void checkSections(String output, int lessons, List<String> problems) {
        int played = 0;
        int last = 0;
        for (String line : output.lines().toList()) {
            Matcher section = SECTION.matcher(line);
            if (section.matches()) {
                int number = Integer.parseInt(section.group(1));
                played += number == 1 ? 1 : 0;
                if (number != 1 && number != last + 1) {
                    problems.add("The sections of a tour are not numbered one after the other: " + line);
                }
                last = number;
            }
        }
        if (played != lessons) {
            problems.add("The tour plays " + played + " lessons of " + lessons + ".");
        }
    }

    /**
     * The processes that the run started, directly or not, and that are still there: they inherited a variable of its
     * environment. A port can only be held by one of them, so if there is none, no port was left open either.
     */
    private static List<String> leftovers(String mark) throws IOException {
        Path processes = Path.of("/proc");
        if (!Files.isDirectory(processes.resolve("self"))) {
            return List.of();
        }
        List<String> left = new ArrayList<>();
        try (Stream<Path> all = Files.list(processes)) {
            for (Path process : all.filter(path -> path.getFileName().toString().matches("\\d+")).toList()) {
                try {
                    String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
                    if (environment.contains(mark)) {
                        left.add(process.getFileName() + " " + Files.readString(process.resolve("cmdline"),
                                StandardCharsets.ISO_8859_1).replace('\0', ' '));
                        ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                                .ifPresent(ProcessHandle::destroyForcibly);
                    }
                } catch (IOException e) {
                    // The process has ended meanwhile, or is another user's.
                }
            }
        }
        return left;
    }
}
