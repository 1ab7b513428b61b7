package com.example.tools.mistakes;

import com.example.tools.course.Lesson;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.PatchFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A patch in {@code src/mistake}: what a learner might write instead of the solution. Its first lines say what it is:
 *
 * <pre>
 * Exercise: 5.3 UpgradeDecision
 * Mistake: One sentence that says what is wrong.
 * Message: a piece of the failure message to expect
 * </pre>
 *
 * <p>An answer that is right, only built differently, has {@code Verdict: right} in place of {@code Message:}, and its
 * {@code Mistake:} line may be called {@code Answer:}. A unified diff of one solution follows, such that
 * {@code patch -p1} applies it inside the lesson.
 *
 * @param file     the patch
 * @param exercise the title of the exercise that it belongs to
 * @param sentence what is wrong, or what is different
 * @param message  a piece of the expected failure message; null for a right answer
 * @param target   the patched file, relative to the lesson's folder, with slashes
 * @param diff     the lines of the unified diff
 */
public record MistakePatch(Path file, String exercise, String sentence, String message, String target,
                           List<String> diff) {

    /** The patch cannot be read or applied; the message says why in one sentence. */
    public static final class UnusableException extends Exception {
        UnusableException(String message) {
            super(message);
        }
    }

    public boolean isRight() {
        return message == null;
    }

    /** The file's name without {@code .patch}. */
    public String name() {
        return file.getFileName().toString().replaceFirst("\\.patch$", "");
    }

    public static MistakePatch read(Path file) throws IOException, UnusableException {
        List<String> lines = Files.readAllLines(file);
        Map<String, String> header = new HashMap<>();
        int at = 0;
        while (at < lines.size() && !lines.get(at).startsWith("--- ")) {
            int colon = lines.get(at).indexOf(": ");
            if (colon > 0) {
                header.put(lines.get(at).substring(0, colon), lines.get(at).substring(colon + 2).strip());
            }
            at++;
        }
        List<String> diff = lines.subList(at, lines.size());
        boolean right = "right".equals(header.get("Verdict"));
        String exercise = require(header, "Exercise");
        String sentence = right && header.containsKey("Answer") ? header.get("Answer") : require(header, "Mistake");
        String message = right ? null : require(header, "Message");
        if (right && header.containsKey("Message")) {
            throw new UnusableException("A right answer fails no test: drop the line `Message:` or `Verdict: right`.");
        }
        return new MistakePatch(file, exercise, sentence, message, target(diff), diff);
    }

    /** The patched text of the target. The lines around each change must be exactly where the patch says. */
    public String apply(Lesson lesson) throws IOException, UnusableException {
        Path original = lesson.folder().resolve(target);
        if (!Files.isRegularFile(original)) {
            throw new UnusableException("There is no " + target + " to patch.");
        }
        return applyTo(Files.readString(original));
    }

    /** As above, for the text of the target in another version. */
    String applyTo(String original) throws UnusableException {
        List<String> lines = original.lines().toList();
        try {
            List<String> patched = DiffUtils.patch(lines, UnifiedDiffUtils.parseUnifiedDiff(new ArrayList<>(diff)));
            if (patched.equals(lines)) {
                throw new UnusableException("The patch changes nothing in " + target + ".");
            }
            return String.join("\n", patched) + "\n";
        } catch (PatchFailedException | IndexOutOfBoundsException e) {
            throw new UnusableException("The patch does not apply to " + target + "; `mistakes --remake` carries "
                    + "patches over to a solution that has changed: " + e.getMessage());
        }
    }

    private static String require(Map<String, String> header, String key) throws UnusableException {
        String value = header.getOrDefault(key, "");
        if (value.isEmpty()) {
            throw new UnusableException("The first lines must have `" + key + ": ...`.");
        }
        return value;
    }

    private static String target(List<String> diff) throws UnusableException {
        List<String> targets = diff.stream().filter(line -> line.startsWith("+++ ")).toList();
        if (targets.size() != 1) {
            throw new UnusableException("A patch changes one file, this one changes " + targets.size() + ".");
        }
        String target = targets.get(0).substring(4).split("\t")[0].strip();
        if (!target.startsWith("b/" + Lesson.SOLUTIONS + "/")) {
            throw new UnusableException("A patch changes a file in b/" + Lesson.SOLUTIONS + ", not " + target + ".");
        }
        return target.substring(2);
    }
}
