package com.example.streaming.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;

/** One answer to exercise 4.3. */
public final class Subscribers {

    public static final String HEARTBEAT = ":\n\n";

    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
    private final int room;
    private final Duration heartbeat;

    public Subscribers(int room, Duration heartbeat) {
        this.room = room;
        this.heartbeat = heartbeat;
    }

    public void serve(OutputStream reader) throws InterruptedException {
        Subscriber subscriber = new Subscriber(reader, new ArrayBlockingQueue<>(room));
        subscribers.add(subscriber);
        try {
            while (subscribers.contains(subscriber)) {
                byte[] event = subscriber.outbox.poll(heartbeat.toMillis(), MILLISECONDS);
                reader.write(event == null ? HEARTBEAT.getBytes(UTF_8) : event);
                reader.flush();
            }
        } catch (IOException gone) {
            // This is how a server learns that a reader has left: there is nothing to be done about it.
        } finally {
            drop(subscriber);
        }
    }

    public void publish(byte[] event) {
        for (Subscriber subscriber : subscribers) {
            if (!subscriber.outbox.offer(event)) {
                drop(subscriber);
            }
        }
    }

    public int count() {
        return subscribers.size();
    }

    private void drop(Subscriber subscriber) {
        subscribers.remove(subscriber);
        try {
            subscriber.reader.close();
        } catch (IOException e) {
            // It was to be closed, and it is.
        }
    }

    /** A class and not a record: two readers are never the same one. */
    private static final class Subscriber {

        private final OutputStream reader;
        private final BlockingQueue<byte[]> outbox;

        Subscriber(OutputStream reader, BlockingQueue<byte[]> outbox) {
            this.reader = reader;
            this.outbox = outbox;
        }
    }
}
