package com.example.tools.learn;

import static com.example.tools.course.Language.say;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The thread that judges, one exercise after the other. What was saved goes first, and stops what is judged at that
 * moment: an old text of the same exercise, or another one that can wait.
 */
final class JudgeThread implements AutoCloseable {

    /**
     * An exercise to judge.
     *
     * @param savedMillis when its file was written, as the clock has it; 0 if it is judged for another reason
     */
    record Job(Syllabus.Item item, long savedMillis) { }

    /** Gets what became of a job, on the judging thread. */
    interface Listener {
        void begun(Job job);

        void judged(Job job, String digest, Feedback outcome);
    }

    private final WarmJudge judge;
    private final Listener listener;
    private final Deque<Job> queue = new ArrayDeque<>();
    private final Thread thread;
    private Job running;
    private boolean superseded;

    JudgeThread(WarmJudge judge, Listener listener) {
        this.judge = judge;
        this.listener = listener;
        thread = new Thread(this::work, "learn-judge");
        thread.setDaemon(true);
        thread.start();
    }

    /** Judges this one next, now. */
    synchronized void now(Job job) throws IOException {
        queue.removeIf(other -> other.item().equals(job.item()));
        if (running != null && !superseded) {
            superseded = true;
            if (!running.item().equals(job.item())) {
                queue.addFirst(running);
            }
            judge.cancel();
        }
        queue.addFirst(job);
        notifyAll();
    }

    /** Judges this one when there is nothing else to do. */
    synchronized void later(Job job) {
        if (queue.stream().noneMatch(other -> other.item().equals(job.item()))) {
            queue.addLast(job);
            notifyAll();
        }
    }

    private void work() {
        try {
            while (true) {
                Job job = take();
                listener.begun(job);
                String digest = "";
                Feedback outcome;
                try {
                    digest = job.item().digest();
                    outcome = judge.judge(job.item().lesson(), job.item().exercise(), this::isWanted);
                } catch (IOException | RuntimeException e) {
                    outcome = Feedback.without(say("This could not be judged."), String.valueOf(e));
                }
                if (done()) {
                    listener.judged(job, digest, outcome);
                    try {
                        judge.prepare(job.item().lesson());
                    } catch (IOException | RuntimeException e) {
                        // The next verdict tries again, and tells.
                        continue;
                    }
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private synchronized Job take() throws InterruptedException {
        while (queue.isEmpty()) {
            wait();
        }
        superseded = false;
        running = queue.removeFirst();
        return running;
    }

    private synchronized boolean isWanted() {
        return !superseded;
    }

    /** Ends the job; whether its verdict is still wanted. */
    private synchronized boolean done() {
        running = null;
        return !superseded;
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        judge.close();
    }
}
