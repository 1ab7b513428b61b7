package com.example.tools.course;

import com.example.tools.process.Maven;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which version of the course a copy is. A handout says so itself; of another copy the root pom has the number, and git
 * the commit.
 *
 * @param number    as the root pom has it; empty if it has none
 * @param commit    what the copy was made from; empty if it is unknown
 * @param date      of that commit, as in 2026-11-27; empty if it is unknown
 * @param isHandout whether the copy was made for learners: its date is the course's, and not that of a learner's commit
 */
public record Version(String number, String commit, String date, boolean isHandout) {

    static final String FILE = Handout.FOLDER + "/version.properties";

    private static final Pattern NUMBER =
            Pattern.compile("<artifactId>course</artifactId>\\s*<version>([^<]+)</version>");

    /** The version of the copy in a folder; without a number if it has none. */
    public static Version of(Path root) throws IOException, InterruptedException {
        Path file = root.resolve(FILE);
        if (Files.isRegularFile(file)) {
            Properties told = new Properties();
            try (InputStream in = Files.newInputStream(file)) {
                told.load(in);
            } catch (IllegalArgumentException e) {
                told.clear();
            }
            return new Version(told.getProperty("version", ""), told.getProperty("commit", ""),
                    told.getProperty("date", ""), true);
        }
        String[] commit = Files.exists(root.resolve(".git")) ? commit(root) : new String[0];
        return new Version(numberOf(root), commit.length == 2 ? commit[0] : "",
                commit.length == 2 ? commit[1] : "", false);
    }

    /** The number alone, which needs no git. */
    public static String numberOf(Path root) throws IOException {
        Path pom = root.resolve("pom.xml");
        Matcher number = NUMBER.matcher(Files.isRegularFile(pom) ? Files.readString(pom) : "");
        return number.find() ? number.group(1).strip() : "";
    }

    private static String[] commit(Path root) throws InterruptedException {
        try {
            Maven.Run run = Maven.run(root, List.of("git", "log", "-1", "--format=%h %cs"), Duration.ofSeconds(20));
            return run.exit() == 0 ? run.output().strip().split(" ") : new String[0];
        } catch (IOException e) {
            // There is no git here: the number alone is known.
            return new String[0];
        }
    }

    /**
     * Whether this one is certainly newer: by its number; of two handouts with the same number by the date of the
     * course that they were made from.
     */
    public boolean isNewerThan(Version other) {
        int byNumber = compare(number, other.number);
        if (byNumber != 0 || !isHandout || !other.isHandout) {
            return byNumber > 0;
        }
        return !date.isEmpty() && !other.date.isEmpty() && date.compareTo(other.date) > 0;
    }

    /** Compares 2.10 and 2.9 by their parts; what is no number says nothing. */
    private static int compare(String a, String b) {
        String[] left = a.split("[.-]");
        String[] right = b.split("[.-]");
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            String one = i < left.length ? left[i] : "0";
            String two = i < right.length ? right[i] : "0";
            if (!one.matches("\\d{1,9}") || !two.matches("\\d{1,9}")) {
                return 0;
            }
            if (Integer.parseInt(one) != Integer.parseInt(two)) {
                return Integer.compare(Integer.parseInt(one), Integer.parseInt(two));
            }
        }
        return 0;
    }

    /** As a reader sees it: {@code version 1 (8d15cc8 of 2026-11-27)}. */
    @Override
    public String toString() {
        return (number.isEmpty() ? "an unknown version" : "version " + number)
                + (commit.isEmpty() ? "" : " (" + commit + " of " + date + ")");
    }
}
