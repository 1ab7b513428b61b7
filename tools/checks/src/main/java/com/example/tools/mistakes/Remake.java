package com.example.tools.mistakes;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.process.Maven;
import com.example.tools.process.Trees;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Carries the patches in {@code src/mistake} over to solutions that have changed. Each patch is applied to the solution
 * as git has it in an earlier revision; what the patch changed there is merged into the solution as it is now (three
 * ways, by {@code git merge-file}), and the result is diffed again. A patch that does not carry is left as it is, and
 * told by name.
 *
 * <p>A solution that was renamed is followed, if git knows of it ({@code git mv}, or {@code git add}): its old class
 * name becomes the new one in the patch, as whole words. Other words that were renamed can be given.
 */
final class Remake {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int CONTEXT = 3;

    private final Course course;
    private final String revision;
    private final Map<String, String> words;
    private final Map<String, String> before;
    private final Map<String, Optional<String>> texts = new HashMap<>();

    /**
     * @param revision where git has the solutions that the patches were made for
     * @param words    renamed words, the old one as the key
     */
    Remake(Course course, String revision, Map<String, String> words) throws IOException, InterruptedException {
        this.course = course;
        this.revision = revision;
        this.words = words;
        this.before = renamed();
    }

    /**
     * What became of one patch.
     *
     * @param patch   its file
     * @param changed whether it was written again
     * @param lost    why it did not carry, in one sentence; null if it did, or had no need to
     */
    record Carried(Path patch, boolean changed, String lost) { }

    /**
     * The program: {@code mistakes --remake [REVISION] [old=new ...] [wanted]}.
     *
     * @return 0 if every patch fits the solutions as they are now
     */
    static int main(Course course, List<String> args) throws IOException, InterruptedException {
        String revision = "HEAD";
        String wanted = null;
        Map<String, String> words = new LinkedHashMap<>();
        for (String arg : args) {
            if (arg.matches("\\w+=\\w+")) {
                words.put(arg.substring(0, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
            } else if (arg.matches("\\d+(\\.\\d.*)?")) {
                wanted = arg;
            } else {
                revision = arg;
            }
        }
        int[] counts = new int[3];
        new Remake(course, revision, words).all(wanted, carried -> {
            counts[carried.lost() != null ? 2 : carried.changed() ? 1 : 0]++;
            if (carried.lost() != null) {
                System.out.println(course.name(carried.patch()) + ": " + carried.lost());
            } else if (carried.changed()) {
                System.out.println(course.name(carried.patch()) + ": made again");
            }
        });
        System.out.printf("%d patches fit as they are, %d were made again, %d do not carry.%n", counts[0], counts[1],
                counts[2]);
        return counts[2] == 0 ? 0 : 1;
    }

    /** Carries over all patches that are meant, in the order of their names; {@code wanted} as for the judging. */
    void all(String wanted, Consumer<Carried> reports) throws IOException, InterruptedException {
        for (Lesson lesson : course.withExercises()) {
            for (Path file : lesson.patches()) {
                String name = file.getFileName().toString();
                if (wanted == null || name.startsWith(wanted)
                        || wanted.matches("\\d+") && name.startsWith(Integer.parseInt(wanted) + ".")) {
                    reports.accept(carry(lesson, file));
                }
            }
        }
    }

    private Carried carry(Lesson lesson, Path file) throws IOException, InterruptedException {
        try {
            MistakePatch patch = MistakePatch.read(file);
            String now = target(lesson, patch);
            String path = course.name(lesson.folder()) + "/" + now;
            String then = before.getOrDefault(path, path);
            String old = textAt(then).orElseThrow(() ->
                    new MistakePatch.UnusableException("git has no " + then + " in " + revision + "."));
            String base = renamed(old, then, now);
            String mistaken = renamed(patch.applyTo(old), then, now);
            String solution = Files.readString(lesson.folder().resolve(now));
            String merged = merge(mistaken, base, solution);
            if (merged.equals(solution)) {
                throw new MistakePatch.UnusableException("The solution is now what the patch makes of it.");
            }
            String text = header(file) + diff(now, solution, merged);
            boolean changed = !text.equals(Files.readString(file));
            if (changed) {
                Files.writeString(file, text);
            }
            return new Carried(file, changed, null);
        } catch (MistakePatch.UnusableException e) {
            return new Carried(file, false, e.getMessage());
        }
    }

    /** The solution that a patch is for, below the lesson's folder, under the name that it has now. */
    private String target(Lesson lesson, MistakePatch patch) throws MistakePatch.UnusableException {
        if (Files.isRegularFile(lesson.folder().resolve(patch.target()))) {
            return patch.target();
        }
        String folder = course.name(lesson.folder()) + "/";
        return before.entrySet().stream()
                .filter(file -> file.getKey().startsWith(folder) && file.getValue().endsWith("/" + patch.target()))
                .map(file -> file.getKey().substring(folder.length()))
                .findFirst().orElseThrow(() -> new MistakePatch.UnusableException("There is no " + patch.target()
                        + ", and git knows no new name of it."));
    }

    /** A text of the earlier revision with the words of today: the class's name, and what was given. */
    private String renamed(String text, String then, String now) {
        String renamed = word(text, type(then), type(now));
        for (Map.Entry<String, String> word : words.entrySet()) {
            renamed = word(renamed, word.getKey(), word.getValue());
        }
        return renamed;
    }

    private static String word(String text, String old, String by) {
        return old.equals(by) ? text : text.replaceAll("\\b" + Pattern.quote(old) + "\\b", by);
    }

    private static String type(String path) {
        return path.replaceFirst("^.*/", "").replaceFirst("\\.java$", "");
    }

    private static String merge(String mine, String base, String theirs)
            throws IOException, InterruptedException, MistakePatch.UnusableException {
        Path folder = Files.createTempDirectory("remake");
        try {
            List<String> names = List.of("mistake", "before", "now");
            List<String> sides = List.of(mine, base, theirs);
            for (int i = 0; i < names.size(); i++) {
                Files.writeString(folder.resolve(names.get(i)), sides.get(i));
            }
            Maven.Run run = Maven.run(folder,
                    List.of("git", "merge-file", "-p", "-q", "mistake", "before", "now"), LIMIT);
            if (run.exit() != 0) {
                throw new MistakePatch.UnusableException("The solution has changed in the same lines as the patch ("
                        + run.exit() + "x).");
            }
            return run.output();
        } finally {
            Trees.empty(folder);
            Files.delete(folder);
        }
    }

    private static String diff(String target, String solution, String mistaken) {
        List<String> from = solution.lines().toList();
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff("a/" + target, "b/" + target, from,
                DiffUtils.diff(from, mistaken.lines().toList()), CONTEXT);
        return String.join("\n", lines) + "\n";
    }

    /** What is above the diff. */
    private static String header(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(0, text.indexOf("--- "));
    }

    private Optional<String> textAt(String path) throws IOException, InterruptedException {
        if (!texts.containsKey(path)) {
            Maven.Run run = Maven.run(course.root(), List.of("git", "show", revision + ":./" + path), LIMIT);
            texts.put(path, run.exit() == 0 ? Optional.of(run.output()) : Optional.empty());
        }
        return texts.get(path);
    }

    /** Files that bear another name than in the earlier revision: today's name, and the one of then. */
    private Map<String, String> renamed() throws IOException, InterruptedException {
        String listed = Maven.run(course.root(), List.of("git", "-c", "core.quotepath=off", "diff", "--relative", "-M",
                "--diff-filter=R", "--name-status", "-z", revision, "--", "."), LIMIT)
                .orElseThrow("git diff " + revision).output();
        List<String> fields = new ArrayList<>(Arrays.asList(listed.split("\0")));
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i + 2 < fields.size(); i += 3) {
            names.put(fields.get(i + 2), fields.get(i + 1));
        }
        return names;
    }
}
