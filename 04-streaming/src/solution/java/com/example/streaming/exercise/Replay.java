package com.example.streaming.exercise;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** One answer to exercise 4.4. */
public final class Replay {

    public record Event(long id, String text) {
    }

    public interface Journal {

        Event append(String text);

        List<Event> after(long id);

        long lastId();
    }

    public static final class GoneException extends Exception {

        private final long oldest;

        public GoneException(long oldest) {
            super("the oldest event that is still there is " + oldest);
            this.oldest = oldest;
        }

        public long oldest() {
            return oldest;
        }
    }

    /** Held while an event is made and handed out, and while a reader is caught up: so the two cannot overlap. */
    private final Object lock = new Object();
    /** Copied when it changes: a reader may end a subscription while it is handed an event. */
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final Journal journal;

    public Replay(Journal journal) {
        this.journal = journal;
    }

    public long publish(String text) {
        synchronized (lock) {
            Event event = journal.append(text);
            subscriptions.forEach(subscription -> subscription.reader.accept(event));
            return event.id();
        }
    }

    public Runnable subscribe(long after, Consumer<Event> reader) throws GoneException {
        synchronized (lock) {
            if (after < 0 || after > journal.lastId()) {
                throw new IllegalArgumentException("there was no event " + after + " yet");
            }
            List<Event> missed = journal.after(after);
            if (missed.size() < journal.lastId() - after) {
                throw new GoneException(missed.isEmpty() ? journal.lastId() + 1 : missed.get(0).id());
            }
            missed.forEach(reader);
            Subscription subscription = new Subscription(reader);
            subscriptions.add(subscription);
            return () -> end(subscription);
        }
    }

    private void end(Subscription subscription) {
        synchronized (lock) {
            subscriptions.remove(subscription);
            subscription.reader = event -> { };
        }
    }

    /** One subscription of a reader: the same reader may have two, and ends each on its own. */
    private static final class Subscription {

        private Consumer<Event> reader;

        Subscription(Consumer<Event> reader) {
            this.reader = reader;
        }
    }
}
