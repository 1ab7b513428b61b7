package com.example.longpolling;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The requests that wait for news. A request that waits is an entry in a map, and costs no thread. Three may want to
 * answer it: news, the timer, the end of the server. The one that takes it out of the map answers.
 */
final class HeldRequests implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(HeldRequests.class.getName());
    private static final int WRITERS = 4;
    private static final int END_WITHIN_MILLIS = 200;
    private static final String RETRY_AFTER_SECONDS = "1";

    /** A request, and the id of the last message that its sender has seen. */
    private record Held(TextExchange request, long after) {
    }

    private interface Answer {
        void to(Held reader) throws IOException, RefusedException;
    }

    private final History history;
    private final int places;
    private final int writeWithinSeconds;
    private final Map<Held, Future<?>> waiting = new LinkedHashMap<>();     // each with its time-out; guarded by this
    private final ScheduledThreadPoolExecutor timer;
    // A reader that waits for news gets little. One that has missed much gets much, and may be slow: another lane.
    private final ExecutorService newsWriters;
    private final ExecutorService backlogWriters;
    private boolean closing;
    private long emptyAnswers;

    /**
     * @param places how many requests wait at the same time, at the most
     * @param writeWithinSeconds the time after which a reader that does not read its answer is given up
     * @param port what tells the threads of several servers apart
     */
    HeldRequests(History history, int places, int writeWithinSeconds, int port) {
        this.history = history;
        this.places = places;
        this.writeWithinSeconds = writeWithinSeconds;
        String threads = "chat-http-" + port;
        timer = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, threads + "-timer"));
        timer.setRemoveOnCancelPolicy(true);            // or each answered request would be kept until its time is up
        newsWriters = Executors.newFixedThreadPool(WRITERS, task -> new Thread(task, threads + "-news"));
        backlogWriters = Executors.newFixedThreadPool(WRITERS, task -> new Thread(task, threads + "-backlog"));
    }

    // tag::hold[]
    /**
     * Has the request answered if there is news, and holds it if there is none. To look and to hold is one step: a
     * message that came in between would be seen by neither, and the reader would wait with news at the door.
     *
     * @param after the id of the last message that the reader has seen
     * @param seconds how long to hold the request, at the most
     * @throws RefusedException 410 or 400 as the history has it, 503 if there is no place or the server is closing
     */
    synchronized void answerOrHold(TextExchange request, long after, long seconds) throws RefusedException {
        Held reader = new Held(request, after);
        if (closing) {
            throw closing();
        }
        if (!news(after).isEmpty()) {
            backlogWriters.execute(() -> write(reader, this::news));
        } else if (waiting.size() == places) {
            throw unavailable("too many readers are waiting");
        } else {
            waiting.put(reader, timer.schedule(() -> timeIsUp(reader), seconds, TimeUnit.SECONDS));
        }
    }
    // end::hold[]

    // tag::release[]
    /** Keeps the message, and hands all who wait to the writers. It never waits for any of them. */
    synchronized Message publish(String from, String text) {
        Message message = history.append(from, text);
        release(this::news);
        return message;
    }

    private synchronized void timeIsUp(Held reader) {
        if (waiting.remove(reader) != null) {           // null: news was quicker
            emptyAnswers++;
            newsWriters.execute(() -> write(reader, held -> held.request.answer(204, "")));
        }
    }

    private void release(Answer answer) {
        waiting.forEach((reader, timeOut) -> {
            timeOut.cancel(false);
            newsWriters.execute(() -> write(reader, answer));
        });
        waiting.clear();
    }
    // end::release[]

    // tag::write[]
    /**
     * Writes an answer within a time limit, on a writer's thread. It may hang here, if the reader does not read; the
     * timer then closes the connection.
     */
    private void write(Held reader, Answer answer) {
        Future<?> tooSlow = timer.schedule(reader.request::close, writeWithinSeconds, TimeUnit.SECONDS);
        try {
            answer.to(reader);
        } catch (RefusedException e) {
            refuse(reader, e);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a reader has gone", e);      // the message is not lost: its cursor has not moved
        } finally {
            tooSlow.cancel(false);
            reader.request.close();
        }
    }
    // end::write[]

    private static void refuse(Held reader, RefusedException why) {
        try {
            reader.request.refuse(why);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a reader has gone", e);
        }
    }

    private void news(Held reader) throws IOException, RefusedException {
        List<Message> news = news(reader.after);
        reader.request.answer(200, news.stream().map(message -> message.line() + "\n").collect(joining()));
    }

    private List<Message> news(long after) throws RefusedException {
        try {
            return history.after(after);
        } catch (GapException e) {
            throw new RefusedException(410, e.getMessage(), Map.of("Oldest-Id", String.valueOf(e.oldest())));
        } catch (FutureCursorException e) {
            throw new RefusedException(400, e.getMessage(), Map.of("Last-Id", String.valueOf(e.last())));
        }
    }

    static RefusedException closing() {
        return unavailable("the server is closing");
    }

    private static RefusedException unavailable(String sentence) {
        return new RefusedException(503, sentence, Map.of("Retry-After", RETRY_AFTER_SECONDS));
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized long emptyAnswers() {
        return emptyAnswers;
    }

    // tag::letgo[]
    /** The server closes: whoever waits is told so, and to come back. Returns when they are, or when time is up. */
    void letGo(long millis) {
        synchronized (this) {
            closing = true;
            release(reader -> {
                throw closing();
            });
        }
        newsWriters.shutdown();
        backlogWriters.shutdown();
        await(newsWriters, millis);
    }
    // end::letgo[]

    /** Ends the threads. The server has closed all connections by now, so that no write hangs any more. */
    @Override
    public void close() {
        await(newsWriters, END_WITHIN_MILLIS);
        await(backlogWriters, END_WITHIN_MILLIS);
        timer.shutdownNow();                            // last: it watches those that still write
        await(timer, END_WITHIN_MILLIS);
    }

    private static void await(ExecutorService threads, long millis) {
        try {
            if (!threads.awaitTermination(millis, TimeUnit.MILLISECONDS)) {
                LOG.log(Level.DEBUG, "an answer is not written yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
