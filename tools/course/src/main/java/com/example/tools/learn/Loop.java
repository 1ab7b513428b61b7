package com.example.tools.learn;

import static com.example.tools.course.Language.say;

import com.example.tools.course.Course;
import com.example.tools.course.LessonReadme;
import com.example.tools.judge.Verdict;
import com.example.tools.learn.editor.Editor;
import com.example.tools.learn.editor.Place;
import com.example.tools.learn.screen.Console;
import com.example.tools.learn.screen.ExercisePage;
import com.example.tools.learn.screen.Readings;
import com.example.tools.learn.screen.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jline.utils.AttributedString;

/**
 * What saves and keys do. Everything here happens on one thread, which takes one event after the other: a key, a save,
 * a verdict.
 */
final class Loop implements JudgeThread.Listener {

    /** Something that happens on the loop's thread. */
    interface Event {
        void happen() throws IOException, InterruptedException;
    }

    private static final long TICK_MILLIS = 500;

    private final Course course;
    private final BlockingQueue<Event> events;
    private final Syllabus syllabus;
    private final Notebook notebook;
    private final Stubs stubs;
    private final WarmJudge judge;
    private final Readings readings;
    private final Console console;
    private final View view;
    private final Map<Syllabus.Item, Feedback> outcomes = new HashMap<>();
    private JudgeThread judging;
    private JudgeThread.Job running;
    private long since;
    private String took = "";
    private String typed = "";
    private Event yes;
    private boolean changed = true;
    private boolean ended;

    Loop(Course course, Syllabus syllabus, Notebook notebook, Stubs stubs, WarmJudge judge, Console console,
         boolean colours, BlockingQueue<Event> events) {
        this.course = course;
        this.syllabus = syllabus;
        this.notebook = notebook;
        this.stubs = stubs;
        this.judge = judge;
        this.console = console;
        this.events = events;
        this.readings = new Readings(course, syllabus, stubs);
        this.view = new View(syllabus, console, colours, this::usual, this::where);
    }

    /** Runs until the learner leaves or the terminal is gone. */
    void run() throws IOException, InterruptedException {
        judging = new JudgeThread(judge, this);
        List<Path> files = syllabus.items().stream().map(Syllabus.Item::file).toList();
        try (Watcher watcher = new Watcher(files, file -> events.add(() -> saved(file)))) {
            judging.now(new JudgeThread.Job(syllabus.current(), 0));
            syllabus.unknown().forEach(item -> judging.later(new JudgeThread.Job(item, 0)));
            while (!ended) {
                if (changed || console.isScreen()) {
                    view.draw();
                }
                changed = false;
                Event event = running != null ? events.poll(TICK_MILLIS, TimeUnit.MILLISECONDS) : events.take();
                while (event != null && !ended) {
                    event.happen();
                    event = events.poll();
                }
            }
        } finally {
            judging.close();
        }
    }

    @Override
    public void begun(JudgeThread.Job job) {
        events.add(() -> {
            running = job;
            since = System.nanoTime();
        });
    }

    @Override
    public void judged(JudgeThread.Job job, String digest, Feedback outcome) {
        events.add(() -> {
            running = null;
            syllabus.mark(job.item(), digest, outcome.mark());
            outcomes.put(job.item(), outcome);
            if (job.item().equals(syllabus.current())) {
                long millis = System.currentTimeMillis() - job.savedMillis();
                // A file that was copied may have an old date: then the time of the save is unknown.
                took = job.savedMillis() == 0 || millis < 0 || millis > 60_000 ? ""
                        : "  " + say("(%.1f s after you saved)", millis / 1000.0);
                changed = true;
            }
        });
    }

    private void saved(Path file) throws IOException {
        Syllabus.Item item = syllabus.at(file).orElseThrow();
        long when = Files.exists(file) ? Files.getLastModifiedTime(file).toMillis() : 0;
        if (!item.equals(syllabus.current())) {
            syllabus.go(item);
        }
        view.back();
        judging.now(new JudgeThread.Job(item, when));
    }

    /** A key, by its character or its name in {@link Console}. */
    void key(String key) throws IOException, InterruptedException {
        changed = true;
        if (key.equals(Console.END)) {
            ended = true;
        } else if (key.equals(Console.RESIZED)) {
            return;
        } else if (yes != null) {
            Event confirmed = yes;
            yes = null;
            view.say("");
            if (key.equalsIgnoreCase("y")) {
                confirmed.happen();
            }
        } else if (!typed.isEmpty() || key.matches("[0-9]")) {
            type(key);
        } else {
            view.say("");
            command(key);
        }
    }

    private void command(String key) throws IOException, InterruptedException {
        Syllabus.Item item = syllabus.current();
        switch (key) {
            case "h" -> hint(item);
            case "n" -> go(syllabus.next(item), say("There is no other exercise left to solve."));
            case "l" -> {
                view.show(ExercisePage::list);
                view.say(say("A number such as 5.3 and Enter leads to an exercise."));
            }
            case "e" -> edit(item);
            case "r" -> reset(item);
            case "s" -> solution(item);
            case "t" -> view.show(page -> readings.task(page, item));
            case "q" -> ended = true;
            case " ", Console.PAGE_DOWN -> view.pages(1);
            case "b", Console.PAGE_UP -> view.pages(-1);
            case Console.DOWN -> view.lines(1);
            case Console.UP -> view.lines(-1);
            case Console.ENTER, Console.ESCAPE -> view.back();
            default -> view.say(say("There is no key %s here.", key));
        }
    }

    /** A number such as 5.3, then Enter, leads to that exercise; Escape forgets it. */
    private void type(String key) throws IOException {
        if (key.equals(Console.ENTER)) {
            String number = typed;
            typed = "";
            view.say("");
            go(syllabus.find(number), say("There is no exercise %s.", number));
            return;
        }
        typed = key.equals(Console.BACKSPACE) ? typed.substring(0, typed.length() - 1)
                : key.matches("[0-9.]") && typed.length() < 6 ? typed + key : "";
        view.say(typed.isEmpty() ? "" : say("Go to exercise %s_  (Enter)", typed));
    }

    private void go(Optional<Syllabus.Item> there, String otherwise) throws IOException {
        if (there.isEmpty()) {
            view.say(otherwise);
            return;
        }
        syllabus.go(there.get());
        view.back();
        took = "";
        if (!outcomes.containsKey(there.get())) {
            judging.now(new JudgeThread.Job(there.get(), 0));
        }
    }

    private void hint(Syllabus.Item item) throws IOException {
        List<LessonReadme.Hint> hints = LessonReadme.hints(item.lesson(), item.exercise());
        int before = Math.min(hints.size(), notebook.hints(item.exercise()));
        if (hints.isEmpty()) {
            view.say(say("The lesson's EXERCISES.md has no hints for this exercise."));
            return;
        }
        int seen = Math.min(hints.size(), before + 1);
        if (seen == before) {
            view.say(say("There are no more hints. The lesson's text may help, or s."));
        }
        notebook.hints(item.exercise(), seen);
        view.showEnd(page -> Readings.hints(page, hints, seen));
    }

    /** Opens the exercise's file in the learner's editor, where the verdict points to. */
    private void edit(Syllabus.Item item) throws IOException, InterruptedException {
        Place place = Place.of(item.file(), outcomes.get(item));
        Optional<Editor> editor = Editor.find(System.getenv());
        String where = where();
        if (editor.isEmpty()) {
            view.say(say("No editor is known: let the variable VISUAL name yours. The place is %s", where));
            return;
        }
        String name = editor.get().name();
        ProcessBuilder builder = new ProcessBuilder(editor.get().command(place)).directory(course.root().toFile());
        try {
            if (editor.get().hasWindow()) {
                builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().onExit()
                        .thenAccept(ended -> events.add(() -> {
                            if (ended.exitValue() != 0) {
                                view.say(say("%s ended with %d. The place is %s", name, ended.exitValue(), where));
                                changed = true;
                            }
                        }));
                view.say(say("Opened in %s: %s", name, where));
            } else if (!console.lend(() -> builder.inheritIO().start().waitFor())) {
                view.say(say("This terminal has no room for %s: open it in another one. The place is %s",
                        name, where));
            }
        } catch (IOException e) {
            view.say(say("%s could not be started. The place is %s", name, where));
        }
    }

    /** The exercise's file and the line to go on at, as a terminal makes a link of it. */
    private String where() {
        Syllabus.Item item = syllabus.current();
        try {
            return course.name(item.file()) + ":" + Place.of(item.file(), outcomes.get(item)).line();
        } catch (IOException e) {
            // It is being saved at this moment.
            return course.name(item.file());
        }
    }

    private void reset(Syllabus.Item item) throws IOException, InterruptedException {
        Optional<byte[]> stub = stubs.of(item.lesson(), item.exercise());
        if (stub.isEmpty()) {
            view.say(say("No first version is known: git has none, and this loop has seen none."));
            return;
        }
        confirm(say("Put the first version of %s back? Yours is kept. (y/n)", item.exercise().title()), () -> {
            Optional<String> kept = stubs.reset(item.lesson(), item.exercise(), stub.get());
            view.say(say("The first version is back.")
                    + kept.map(copy -> " " + say("Yours is in %s", copy)).orElse(""));
        });
    }

    private void solution(Syllabus.Item item) throws IOException, InterruptedException {
        Event show = () -> view.show(page -> readings.solution(page, item));
        if (!Files.exists(item.solution())) {
            view.say(say("This copy of the course has no solution of %s.", item.exercise().title()));
        } else if (syllabus.mark(item) == Mark.SOLVED) {
            show.happen();
        } else {
            confirm(say("You have not solved %s yet. See the solution? (y/n)", item.exercise().title()), show);
        }
    }

    private void confirm(String question, Event then) {
        yes = then;
        view.say(question);
    }

    /** What is shown unless something else was asked for: the verdict, or the task while there is none. */
    private List<AttributedString> usual(ExercisePage page) {
        Syllabus.Item item = syllabus.current();
        if (running == null || !running.item().equals(item)) {
            return readings.verdict(page, item, outcomes.get(item), took);
        }
        long seconds = console.isScreen() ? TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since) : 0;
        List<AttributedString> lines = new ArrayList<>();
        lines.add(page.quiet(say("Judging...") + (seconds > 0 ? " " + seconds + " s" : "")));
        lines.add(AttributedString.EMPTY);
        List<Verdict.Result> failed = seconds > 0 ? judge.failedSoFar() : List.of();
        lines.addAll(failed.isEmpty() ? readings.task(page, item) : page.story(failed));
        return lines;
    }
}
