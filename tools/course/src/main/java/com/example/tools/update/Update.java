package com.example.tools.update;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.learn.Notebook;
import com.example.tools.learn.Stubs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a learner's exercises out of another copy of the course. A stub gives way to what the learner has written;
 * where both copies have work, the later one stays, and the other is kept beside the loop's notes.
 */
final class Update {

    /** What became of one exercise. */
    enum Fate {
        /** The learner's file is in this copy now. */
        TAKEN,
        /** This copy has had it already. */
        HERE,
        /** Both copies have work: that of this one is later, and stays; the other is kept. */
        KEPT,
        /** The old copy has the stub. */
        NOT_BEGUN,
        /** The old copy has no such exercise. */
        NEW,
        /** This copy has no such exercise: what the learner wrote is kept. */
        GONE,
        /** A class of the learner's own. */
        ADDED
    }

    /**
     * One exercise.
     *
     * @param fate  what became of it
     * @param title of the exercise, or the name of the file
     * @param says  what there is to say beside that, sentences; none as a rule
     * @param stub  how the stub has changed since the learner began, line by line; empty if it has not
     */
    record Change(Fate fate, String title, List<String> says, List<String> stub) { }

    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");

    private final Course course;
    private final OldCopy old;
    private final Notebook notebook;
    private final Stubs stubs;

    Update(Course course, OldCopy old, Notebook notebook) {
        this.course = course;
        this.old = old;
        this.notebook = notebook;
        this.stubs = new Stubs(course, course.root().resolve(".learn"));
    }

    /** Takes all of it; what was taken before is not taken again. */
    List<Change> run() throws IOException, InterruptedException {
        List<Change> changes = new ArrayList<>();
        Set<OldCopy.Found> done = new HashSet<>();
        for (Lesson lesson : course.lessons()) {
            for (Exercise exercise : lesson.exercises()) {
                List<OldCopy.Found> files = old.files(lesson, exercise);
                done.addAll(files);
                changes.add(files.isEmpty() ? new Change(Fate.NEW, exercise.title(), List.of(), List.of())
                        : take(lesson, exercise, files));
            }
        }
        for (OldCopy.Found file : old.files()) {
            if (!done.contains(file)) {
                rest(file).ifPresent(changes::add);
            }
        }
        return changes;
    }

    private Change take(Lesson lesson, Exercise exercise, List<OldCopy.Found> files)
            throws IOException, InterruptedException {
        OldCopy.Found found = files.get(0);
        List<String> says = new ArrayList<>();
        Optional<byte[]> oldStub = old.stub(found);
        // A checkout that was updated by hand can have the same lesson under two names: the one with work counts.
        for (OldCopy.Found other : files.subList(1, files.size())) {
            if (isBegun(lesson, exercise, other, old.stub(other))) {
                if (isBegun(lesson, exercise, found, oldStub)) {
                    says.add("There is another one, " + other.name() + ": it is kept in " + keep(exercise, other.text())
                            + ".");
                } else {
                    found = other;
                    oldStub = old.stub(other);
                }
            }
        }
        notebook.takeOver(old.progress(), old.number(found, oldStub).orElse(exercise.number()), exercise);
        if (!isBegun(lesson, exercise, found, oldStub)) {
            if (oldStub.isEmpty() && !isSameAsStub(lesson, exercise, found.text())) {
                says.add("It differs from today's stub, and what it was made from is not known: it is kept in "
                        + keep(exercise, found.text()) + ".");
            }
            return new Change(Fate.NOT_BEGUN, exercise.title(), says, List.of());
        }
        return put(lesson, exercise, found, oldStub, says);
    }

    private Change put(Lesson lesson, Exercise exercise, OldCopy.Found found, Optional<byte[]> oldStub,
                       List<String> says) throws IOException, InterruptedException {
        byte[] text = inPackage(found.text(), exercise, says);
        Path file = Stubs.file(lesson, exercise);
        List<String> changed = oldStub.isEmpty() ? List.of()
                : Text.difference(oldStub.get(), stub(lesson, exercise).orElse(oldStub.get()));
        if (oldStub.isPresent() && !changed.isEmpty()) {
            says.add(Text.isSameCode(oldStub.get(), stub(lesson, exercise).orElseThrow())
                    ? "Its stub has another comment now:" : "Its stub has changed, in its code too:");
        } else if (oldStub.isEmpty()) {
            says.add("Whether its stub has changed is not known: the old copy has kept none.");
        }
        if (Files.exists(file) && Text.isSame(text, Files.readAllBytes(file))) {
            return new Change(Fate.HERE, exercise.title(), List.of(), List.of());
        }
        stubs.see(lesson, exercise);
        if (Files.exists(file) && !isSameAsStub(lesson, exercise, Files.readAllBytes(file))) {
            if (Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(found.file())) >= 0) {
                says.add(0, "Both copies have work. That of this copy is later, and stays; the other is kept in "
                        + keep(exercise, found.text()) + ".");
                return new Change(Fate.KEPT, exercise.title(), says, changed);
            }
            says.add(0, "Both copies have work. That of the other one is later; this one's is kept in "
                    + keep(exercise, Files.readAllBytes(file)) + ".");
        }
        stubs.put(lesson, exercise, text);
        Files.setLastModifiedTime(file, Files.getLastModifiedTime(found.file()));
        return new Change(Fate.TAKEN, exercise.title(), says, changed);
    }

    /** What is not an exercise of this copy: one that was dropped, or a class that the learner has added. */
    private Optional<Change> rest(OldCopy.Found found) throws IOException, InterruptedException {
        Optional<byte[]> stub = old.stub(found);
        if (stub.isPresent() && Text.isSame(stub.get(), found.text())) {
            return Optional.empty();
        }
        String name = found.lesson() + "-" + found.className();
        if (old.isExercise(found, stub)) {
            return Optional.of(new Change(Fate.GONE, found.className(), List.of("This copy has no such exercise; yours"
                    + " is kept in " + stubs.keep(name, found.text()) + "."), List.of()));
        }
        for (Lesson lesson : course.lessons()) {
            if (lesson.number() == found.lesson()) {
                Path to = lesson.folder().resolve(found.name().substring(found.name().indexOf('/') + 1));
                if (!Files.exists(to)) {
                    Files.createDirectories(to.getParent());
                    Files.copy(found.file(), to);
                    return Optional.of(new Change(Fate.ADDED, course.name(to), List.of(), List.of()));
                }
                if (Text.isSame(found.text(), Files.readAllBytes(to))) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new Change(Fate.GONE, found.className(), List.of("It is kept in "
                + stubs.keep(name, found.text()) + "."), List.of()));
    }

    private boolean isBegun(Lesson lesson, Exercise exercise, OldCopy.Found found, Optional<byte[]> oldStub)
            throws IOException, InterruptedException {
        if (oldStub.isPresent()) {
            return !Text.isSame(oldStub.get(), found.text());
        }
        // It is unknown what it was made from: as many places that wait as in today's stub are no beginning.
        Optional<byte[]> stub = stub(lesson, exercise);
        return stub.isEmpty() || !Text.isSameCode(stub.get(), found.text())
                && Stubs.places(found.text(), exercise) < Stubs.places(stub.get(), exercise);
    }

    private boolean isSameAsStub(Lesson lesson, Exercise exercise, byte[] text)
            throws IOException, InterruptedException {
        return stub(lesson, exercise).map(stub -> Text.isSame(stub, text)).orElse(false);
    }

    /** Today's stub: what is known of it, or else the file, if something in it waits. */
    private Optional<byte[]> stub(Lesson lesson, Exercise exercise) throws IOException, InterruptedException {
        Optional<byte[]> known = stubs.of(lesson, exercise);
        Path file = Stubs.file(lesson, exercise);
        return known.isPresent() || !Files.exists(file) ? known : Optional.of(Files.readAllBytes(file))
                .filter(text -> Stubs.places(text, exercise) > 0);
    }

    private String keep(Exercise exercise, byte[] text) throws IOException {
        return stubs.keep(exercise.number() + "-" + exercise.name(), text);
    }

    /** The same text in the package that the exercise has now. */
    private static byte[] inPackage(byte[] text, Exercise exercise, List<String> says) {
        String source = new String(text, StandardCharsets.UTF_8);
        Matcher named = PACKAGE.matcher(source);
        if (!named.find() || named.group(1).equals(exercise.packageName())) {
            return text;
        }
        says.add("Its package is " + exercise.packageName() + " now, and your file says so.");
        return (source.substring(0, named.start(1)) + exercise.packageName() + source.substring(named.end(1)))
                .getBytes(StandardCharsets.UTF_8);
    }
}
