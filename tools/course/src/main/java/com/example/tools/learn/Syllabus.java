package com.example.tools.learn;

import com.example.tools.course.Course;
import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.mine.Mine;
import com.example.tools.process.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All exercises in their order, how far each is, and at which one the learner is. */
public final class Syllabus {

    /** An exercise and its lesson. */
    public record Item(Lesson lesson, Exercise exercise) {

        /** What the learner writes. */
        public Path file() {
            return lesson.folder().resolve(Lesson.STUBS).resolve(exercise.file());
        }

        Path test() {
            return lesson.folder().resolve(Lesson.TEST).resolve(exercise.testFile());
        }

        public Path solution() {
            return lesson.folder().resolve(Lesson.SOLUTIONS).resolve(exercise.file());
        }

        /** Changes with what is judged and with what judges it. */
        String digest() throws IOException {
            return Digest.of(List.of(file(), test()));
        }
    }

    private final Notebook notebook;
    private final List<Item> items = new ArrayList<>();
    private final Map<Item, Mark> marks = new HashMap<>();
    private Item current;

    /** Finds the exercises; of those that are as they were when they were judged last, the mark is known. */
    Syllabus(Course course, Notebook notebook, Stubs stubs) throws IOException {
        this.notebook = notebook;
        for (Lesson lesson : course.lessons()) {
            for (Exercise exercise : lesson.exercises()) {
                Item item = new Item(lesson, exercise);
                items.add(item);
                if (notebook.isOurs()) {
                    stubs.see(lesson, exercise);
                }
                Mark known = notebook.mark(exercise, item.digest());
                marks.put(item, known == Mark.UNKNOWN && stubs.isUntouched(lesson, exercise) ? Mark.WAITING : known);
            }
        }
        if (items.isEmpty()) {
            throw new IllegalArgumentException(course.root() + " has no exercises: no test in it announces one.");
        }
        current = find(notebook.current()).orElseGet(() -> next(null).orElse(items.get(0)));
    }

    public List<Item> items() {
        return items;
    }

    public Item current() {
        return current;
    }

    void go(Item item) throws IOException {
        current = item;
        notebook.current(item.exercise());
    }

    public Mark mark(Item item) {
        return marks.get(item);
    }

    public void mark(Item item, String digest, Mark mark) throws IOException {
        marks.put(item, mark);
        notebook.mark(item.exercise(), digest, mark);
    }

    /** The exercise with a number such as 5.3. */
    Optional<Item> find(String number) {
        return items.stream().filter(item -> item.exercise().number().equals(number)).findFirst();
    }

    Optional<Item> at(Path file) {
        return items.stream().filter(item -> item.file().equals(file)).findFirst();
    }

    /** The first behind {@code item} that is not solved, or else the first from the top; null means the top. */
    public Optional<Item> next(Item item) {
        int from = item == null ? 0 : items.indexOf(item) + 1;
        for (int i = 0; i < items.size(); i++) {
            Item candidate = items.get((from + i) % items.size());
            if (marks.get(candidate) != Mark.SOLVED && !candidate.equals(item)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    List<Item> unknown() {
        return items.stream().filter(item -> marks.get(item) == Mark.UNKNOWN).toList();
    }

    /** Whether all exercises are solved that the lesson's own server needs. */
    public boolean hasOwnServer(Lesson lesson) {
        List<String> needed = Mine.needs(lesson.number());
        return !needed.isEmpty() && needed.stream().allMatch(number ->
                find(number).filter(item -> marks.get(item) == Mark.SOLVED).isPresent());
    }

    public long solved() {
        return marks.values().stream().filter(mark -> mark == Mark.SOLVED).count();
    }
}
