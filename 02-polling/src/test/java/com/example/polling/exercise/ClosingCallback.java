package com.example.polling.exercise;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.opentest4j.IncompleteExecutionException;

/** A loop that is closed by the first of its callbacks: its first poll has an answer, and every other one has none. */
final class ClosingCallback {

    private final Object answer;
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch returned = new CountDownLatch(1);
    private final AtomicReference<IncompleteExecutionException> notStarted = new AtomicReference<>();
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger callbacks = new AtomicInteger();
    private final Closing closing = new Closing();
    private volatile Thread thread;
    private volatile boolean closedAgain;
    private PollingLoop loop;

    /** @param answer a list of ids, or an IOException */
    ClosingCallback(Object answer) {
        this.answer = answer;
    }

    /** It is the last callback, and the loop's thread ends without another close(). */
    void endsTheLoop(Story story) throws InterruptedException {
        start(story);
        story.that(Slowness.ends(thread, 5_000), "the loop's thread ends", "it still runs");
        story.same("callbacks", 1, callbacks.get());
        story.that(polls.get() == 1, "no poll after close()", "a poll went out");
    }

    /** Another thread closes the loop while the callback, which has closed it before, takes its time. */
    void isNotTheLastToClose(Story story) throws InterruptedException {
        closedAgain = true;
        start(story);
        story.step("that callback has closed the loop, and takes its time; another thread closes it, too");
        closing.close(story, loop, thread);
    }

    private void start(Story story) throws InterruptedException {
        story.step("the answer to the first poll will be %s; %s will call close()", answer,
                answer instanceof IOException ? "onTrouble" : "onMessage");
        loop = story.call("loop = start(poll, pause, 0, onMessage, onTrouble)", () -> PollingLoop.start(
                after -> poll(), failures -> pause(), 0, id -> callback(), trouble -> callback()));
        started.countDown();
        story.that(Slowness.opens(returned, 5_000), "close() returns in the callback",
                callbacks.get() == 0 ? "there is no callback" : "it waits for its own thread");
        if (notStarted.get() != null) {
            throw notStarted.get();
        }
    }

    @SuppressWarnings("unchecked")
    private List<Long> poll() throws IOException, InterruptedException {
        thread = Thread.currentThread();
        if (polls.incrementAndGet() > 1) {
            new CountDownLatch(1).await();                          // until it is interrupted
        }
        if (answer instanceof IOException failure) {
            throw failure;
        }
        return (List<Long>) answer;
    }

    private static void pause() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private void callback() {
        callbacks.incrementAndGet();
        Threads.await(started);
        try {
            loop.close();
        } catch (IncompleteExecutionException e) {
            notStarted.set(e);
        }
        returned.countDown();
        if (closedAgain) {
            closing.untilItCloses();
        }
    }
}
