package com.example.longpolling.exercise;

import com.example.longpolling.exercise.LongPollingLoop.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** A server that answers what the script says, and a clock that does not wait. At the end both are interrupted. */
final class Script implements LongPollingLoop.World {

    /** More than any right answer needs: a loop without end is stopped by an Error, before it has filled the heap. */
    private static final int MOST = 10_000;

    private final Deque<Object> answers;
    final List<Long> asked = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();
    boolean interruptedInPause;
    private boolean over;
    LongPollingLoop loop;

    Script(Object... answers) {
        this.answers = new ArrayDeque<>(Arrays.asList(answers));
    }

    @Override
    public Answer ask(long after) throws IOException, InterruptedException {
        keep(asked, after, "questions");
        if (answers.isEmpty()) {
            throw end();
        }
        if (answers.peek() instanceof IOException) {
            throw (IOException) answers.poll();
        }
        return (Answer) answers.poll();
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        keep(pauses, time, "pauses");
        if (interruptedInPause) {
            throw end();
        }
    }

    static <T> void keep(List<T> kept, T one, String what) {
        if (kept.size() == MOST) {
            throw new Error(MOST + " " + what + ", and there is no end to them");
        }
        kept.add(one);
    }

    /** For the next run: it goes on with another script's answers. */
    void goesOn(Script next) {
        answers.addAll(next.answers);
        over = false;
    }

    private InterruptedException end() {
        if (over) {
            throw new IllegalStateException("the loop was interrupted, and goes on all the same");
        }
        over = true;
        return new InterruptedException("the end of the script");
    }

    @Override
    public String toString() {
        List<Object> shown = answers.stream().limit(8)
                .map(answer -> answer instanceof Answer a ? (Object) a.status() : answer.getClass().getSimpleName())
                .toList();
        return shown + (answers.size() > 8 ? " and so on, " + answers.size() + " in all" : "");
    }
}
