package com.example.streaming.exercise;

import com.example.streaming.exercise.Replay.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** A reader's outbox. */
final class Outbox implements Consumer<Event> {

    /** More than any right answer hands over: one that goes on is stopped before it has filled the heap. */
    private static final int MOST = 10_000;

    private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
    private Thread inside;

    volatile Runnable onFirst;
    volatile boolean overlapped;

    @Override
    public void accept(Event event) {
        synchronized (this) {
            overlapped |= inside != null && inside != Thread.currentThread();
            inside = Thread.currentThread();
        }
        if (events.size() == MOST) {
            throw new Error(MOST + " events were handed over, and there is no end to them");
        }
        events.add(event);
        Runnable hook = onFirst;
        onFirst = null;
        if (hook != null) {
            hook.run();
        }
        synchronized (this) {
            inside = null;
        }
    }

    List<Event> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    List<Long> ids() {
        return events().stream().map(Event::id).toList();
    }

    long lastId() {
        List<Event> all = events();
        return all.isEmpty() ? 0 : all.get(all.size() - 1).id();
    }
}
