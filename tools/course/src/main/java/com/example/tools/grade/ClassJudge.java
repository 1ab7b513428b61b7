package com.example.tools.grade;

import com.example.tools.course.Exercise;
import com.example.tools.course.Lesson;
import com.example.tools.grade.isolated.IsolatedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.PriorityBlockingQueue;

/**
 * Judges submissions, several at a time, each in JVMs of its own. What was judged before, by its content, is not judged
 * again; what two have alike, but for comments and spaces, is judged once.
 */
final class ClassJudge implements AutoCloseable {

    /** An exercise of a submission, with the key that its verdict is kept under; no key if there is nothing to run. */
    private record Item(Answer answer, String key, Score known) { }

    /** What is left to do for one submission. */
    private record Job(Submission submission, Map<GradedLesson, List<Item>> items) { }

    /**
     * An archive of what each JVM loads takes as long to make as it saves so many submissions: some 14 s of processor,
     * for 0.13 s a JVM, two or three of them a submission.
     */
    private static final int WORTH_AN_ARCHIVE = 40;

    private final List<GradedLesson> lessons;
    private final Forks forks;
    private final Ledger ledger;
    private final Duration limit;
    private final ClassProgress progress;
    /** What has failed: the slowest comes first, so that it is not the last one, beside which nothing is left to do. */
    private final Queue<SubmissionJudge> failed = new PriorityBlockingQueue<>(11,
            Comparator.comparingLong(SubmissionJudge::failedNanos).reversed());
    private final Queue<Future<Void>> again = new ConcurrentLinkedQueue<>();
    private final Queue<SubmissionJudge> alone = new ConcurrentLinkedQueue<>();
    /** The one that has compiled last comes first: it is warm. */
    private final BlockingDeque<SubmissionCompiler> compilers = new LinkedBlockingDeque<>();
    private final ExecutorService pool;
    private final Map<Exercise, Integer> tests = new ConcurrentHashMap<>();
    private final double own;

    ClassJudge(List<GradedLesson> lessons, Forks forks, Ledger ledger, Duration limit, int jobs,
            ClassProgress progress) {
        this.lessons = lessons;
        this.forks = forks;
        this.ledger = ledger;
        this.limit = limit;
        this.progress = progress;
        this.own = Math.max(1, jobs / (double) Runtime.getRuntime().availableProcessors());
        this.pool = Executors.newFixedThreadPool(jobs, work -> {
            Thread thread = new Thread(work, "grading");
            thread.setDaemon(true);
            return thread;
        });
        // To compile takes a tenth of the time of judging.
        for (int i = 0; i < Math.max(1, jobs / 2); i++) {
            compilers.add(new SubmissionCompiler(forks.javac()));
        }
    }

    /** Judges all, and returns the outcomes by submission and exercise, in their order. */
    Map<Submission, Map<Exercise, Score>> judge(List<Submission> submissions)
            throws IOException, InterruptedException {
        countTests();
        List<Job> all = new ArrayList<>();
        List<Job> open = new ArrayList<>();
        Set<String> claimed = ConcurrentHashMap.newKeySet();
        int count = 0;
        int unjudged = 0;
        for (Submission submission : submissions) {
            Job job = look(submission);
            all.add(job);
            unjudged += (int) job.items().values().stream().flatMap(List::stream)
                    .filter(item -> item.known() == null).count();
            Map<GradedLesson, List<Item>> left = new LinkedHashMap<>();
            job.items().forEach((lesson, items) -> {
                List<Item> unknown = items.stream()
                        .filter(item -> item.known() == null && claimed.add(item.key())).toList();
                if (!unknown.isEmpty()) {
                    left.put(lesson, unknown);
                }
            });
            if (!left.isEmpty()) {
                open.add(new Job(submission, left));
                count += left.values().stream().mapToInt(List::size).sum();
            }
        }
        if (open.size() >= WORTH_AN_ARCHIVE && !forks.isArchived()) {
            archive();
        }
        progress.start(submissions.size(), count, unjudged - count);
        run(open.stream().map(job -> (Callable<Void>) () -> judge(job)).toList());
        progress.end();
        Map<Submission, Map<Exercise, Score>> outcomes = new LinkedHashMap<>();
        for (Job job : all) {
            Map<Exercise, Score> ofOne = new LinkedHashMap<>();
            job.items().values().forEach(items -> items.forEach(item -> ofOne.put(item.answer().exercise(),
                    item.known() != null ? item.known() : ledger.find(item.key()).orElseThrow())));
            outcomes.put(job.submission(), ofOne);
        }
        return outcomes;
    }

    private void run(List<Callable<Void>> work) throws IOException, InterruptedException {
        List<Future<Void>> running = work.stream().map(pool::submit).toList();
        try {
            for (Future<Void> one : running) {
                one.get();
            }
            for (Future<Void> one = again.poll(); one != null; one = again.poll()) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("The grading could not go on: " + e.getCause().getMessage(), e.getCause());
        }
        for (SubmissionJudge one = alone.poll(); one != null; one = alone.poll()) {
            one.judgeAlone();
        }
    }

    /** How many tests each exercise has: the stubs tell, and every one of their tests must wait. */
    private void countTests() throws IOException, InterruptedException {
        Map<GradedLesson, List<Item>> unknown = new LinkedHashMap<>();
        for (GradedLesson lesson : lessons) {
            List<Item> stubs = lesson.exercises().stream().map(exercise -> new Item(Answer.taken(exercise,
                    exercise.file(), lesson.stubs().get(exercise)), "stub " + lesson.key() + " " + exercise.number(),
                    null)).toList();
            if (stubs.stream().anyMatch(stub -> ledger.find(stub.key()).isEmpty())) {
                unknown.put(lesson, stubs);
            }
            stubs.forEach(stub -> tests.put(stub.answer().exercise(), 0));
        }
        if (!unknown.isEmpty()) {
            run(List.of(() -> judge(new Job(new Submission("stubs", null, null), unknown))));
        }
        for (GradedLesson lesson : lessons) {
            for (Exercise exercise : lesson.exercises()) {
                Score stub = ledger.find("stub " + lesson.key() + " " + exercise.number()).orElseThrow();
                if (stub.status() != Score.Status.NOT_STARTED) {
                    throw new IOException("This checkout cannot judge " + exercise.title() + ": its own stub should"
                            + " wait, but " + stub.status().text() + ": " + stub.message());
                }
                tests.put(exercise, stub.tests());
            }
        }
    }

    /** Has all solutions judged, or stubs where there are none: what they load gets into the archive. */
    private void archive() throws IOException, InterruptedException {
        List<IsolatedRun.Part> parts = new ArrayList<>();
        SubmissionCompiler javac = compilers.take();
        try {
            for (GradedLesson lesson : lessons) {
                Map<Answer, String> answers = new LinkedHashMap<>();
                for (Exercise exercise : lesson.exercises()) {
                    Path solution = lesson.lesson().folder().resolve(Lesson.SOLUTIONS).resolve(exercise.file());
                    answers.put(Answer.taken(exercise, exercise.file(), Files.exists(solution)
                            ? Files.readString(solution) : lesson.stubs().get(exercise)), "");
                }
                // The servers first: a thread that a lesson leaves behind ends the run.
                parts.add(0, new SubmissionJudge(forks, ledger, limit, progress, tests, own)
                        .compile(javac, new Submission("archive", null, null), lesson, answers));
            }
        } finally {
            compilers.addFirst(javac);
        }
        forks.archive(parts, limit);
    }

    private Job look(Submission submission) {
        Map<GradedLesson, List<Item>> items = new LinkedHashMap<>();
        for (GradedLesson lesson : lessons) {
            List<Answer> answers = lesson.exercises().stream()
                    .map(exercise -> submission.answer(lesson.lesson(), exercise)).toList();
            List<Answer> taken = answers.stream().filter(Answer::isTaken).toList();
            items.put(lesson, answers.stream().map(answer -> look(lesson, answer, taken)).toList());
        }
        return new Job(submission, items);
    }

    private Item look(GradedLesson lesson, Answer answer, List<Answer> taken) {
        int count = tests.get(answer.exercise());
        if (!answer.isTaken()) {
            return new Item(answer, null, Score.failed(0, count, answer.problem()));
        }
        if (lesson.isStub(answer)) {
            return new Item(answer, null, Score.notStarted(count));
        }
        String key = lesson.key(answer, taken);
        return new Item(answer, key, ledger.find(key).filter(known -> known.countsWithin(limit)).orElse(null));
    }

    private Void judge(Job job) throws IOException, InterruptedException {
        SubmissionCompiler javac = compilers.take();
        List<IsolatedRun.Part> parts = new ArrayList<>();
        SubmissionJudge judging = new SubmissionJudge(forks, ledger, limit, progress, tests, own);
        try {
            for (Map.Entry<GradedLesson, List<Item>> entry : job.items().entrySet()) {
                parts.add(judging.compile(javac, job.submission(), entry.getKey(), keys(entry.getValue())));
            }
        } finally {
            compilers.addFirst(javac);
        }
        if (judging.judge(parts)) {
            failed.add(judging);
            // Behind all that waits for its first try: then the machine has less to do, and few waits last longer.
            again.add(pool.submit(() -> {
                SubmissionJudge slowest = failed.remove();
                if (slowest.judgeAgain()) {
                    alone.add(slowest);
                }
                return null;
            }));
        }
        return null;
    }

    private static Map<Answer, String> keys(List<Item> items) {
        Map<Answer, String> keys = new LinkedHashMap<>();
        items.forEach(item -> keys.put(item.answer(), item.key()));
        return keys;
    }

    @Override
    public void close() {
        pool.shutdownNow();
        compilers.forEach(SubmissionCompiler::close);
    }
}
