package com.example.streaming.exercise;

import com.example.streaming.exercise.OwnHttp.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The room, with your exercises: 4.1 writes the events, 4.4 hands them to each reader, and 4.3 sends them to it. 4.3
 * can serve many readers; here each has a {@link Subscribers} of its own, since each has missed something else.
 */
public final class OwnServer implements AutoCloseable {

    private static final int KEPT = 1_000;
    private static final int ROOM = KEPT + 256;             // a reader may have missed all that is kept
    private static final long TICK_NANOS = 100_000;

    private final Kept journal = new Kept();
    private final Replay replay = new Replay(journal);
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final Duration heartbeat;
    private final OwnHttp http;

    /** The last events. */
    private static final class Kept implements Replay.Journal {

        private final List<Replay.Event> events = new ArrayList<>();
        private long last;

        @Override
        public synchronized Replay.Event append(String text) {
            Replay.Event event = new Replay.Event(++last, text);
            events.add(event);
            if (events.size() > KEPT) {
                events.remove(0);
            }
            return event;
        }

        @Override
        public synchronized List<Replay.Event> after(long id) {
            return events.stream().filter(event -> event.id() > id).toList();
        }

        @Override
        public synchronized long lastId() {
            return last;
        }
    }

    /**
     * Starts on the loopback; port 0 is any that is free.
     *
     * @param heartbeat how long a stream is silent before a comment goes out
     */
    public OwnServer(int port, Duration heartbeat) throws IOException {
        this.heartbeat = heartbeat;
        http = new OwnHttp(port, (after, body) -> new Reader(body).stay(after), this::publish);
    }

    public int port() {
        return http.port();
    }

    /** Says a line, {@code name TAB text}, and returns its id. */
    public long publish(String line) {
        return replay.publish(line);
    }

    /** How many readers are handed the events now. */
    public long readers() {
        return readers.stream().filter(reader -> reader.leave.isDone()).count();
    }

    private final class Reader {

        private final OwnHttp.Body body;
        private final Subscribers outbox = new Subscribers(ROOM, heartbeat);
        private final CompletableFuture<Runnable> leave = new CompletableFuture<>();
        private volatile Answer refusal;

        Reader(OwnHttp.Body body) {
            this.body = body;
        }

        /** Sends until the reader is done, on the thread of its request. Null if it was not refused. */
        Answer stay(long after) {
            readers.add(this);
            try {
                http.threads().execute(() -> join(after));
                outbox.serve(body);
            } catch (InterruptedException e) {
                // It was too slow, or is refused, or the server stops.
            } finally {
                readers.remove(this);
                leave.thenAccept(Runnable::run);
            }
            return refusal;
        }

        /** 4.3 does not say when a reader has joined, and its thread is inside serve: this other one looks for it. */
        private void join(long after) {
            try {
                while (outbox.count() == 0 && readers.contains(this)) {
                    LockSupport.parkNanos(TICK_NANOS);
                }
                leave.complete(replay.subscribe(after, event -> outbox.publish(
                        EventEncoder.event(String.valueOf(event.id()), null, event.id() + "\t" + event.text()))));
                outbox.publish(EventEncoder.comment("welcome"));        // the head goes out with it
                return;
            } catch (Replay.GoneException e) {
                refusal = new Answer(410, "the next message is no longer kept\n", "Oldest-Id", e.oldest());
            } catch (IllegalArgumentException e) {
                refusal = new Answer(400, "there is no such message yet\n", "Last-Id", journal.lastId());
            } catch (RuntimeException e) {
                refusal = new Answer(500, "an exercise has made a mistake: " + e + "\n");
            }
            body.close();
        }
    }

    /** Each stream ends behind its last event. */
    @Override
    public void close() {
        http.close();
    }

    /** Serves until Ctrl-C, on the port that is the only argument. */
    public static void main(String[] args) throws Exception {
        OwnServer server = new OwnServer(Integer.parseInt(args[0]), Duration.ofSeconds(15));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "own-server-goodbye"));
        System.out.println("Your room is open: http://localhost:" + server.port() + "/ Ctrl-C ends it.");
        Thread.currentThread().join();
    }
}
