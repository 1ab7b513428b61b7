package com.example.streaming.exercise;

import com.example.streaming.exercise.Replay.Event;
import com.example.streaming.exercise.Replay.Journal;
import java.util.ArrayList;
import java.util.List;

/** A journal in memory. The hooks run once each, at the moment that matters, without a lock. */
final class Book implements Journal {

    /** More than any right answer appends: one that goes on is stopped before it has filled the heap. */
    private static final int MOST = 10_000;

    private final List<Event> kept = new ArrayList<>();
    private long lastId;

    volatile Runnable beforeRead;
    volatile Runnable afterRead;
    volatile Runnable afterAppend;

    @Override
    public Event append(String text) {
        Event event;
        synchronized (this) {
            if (kept.size() == MOST) {
                throw new Error(MOST + " events were appended, and there is no end to them");
            }
            event = new Event(++lastId, text);
            kept.add(event);
        }
        Runnable hook = afterAppend;
        afterAppend = null;
        runOnce(hook);
        return event;
    }

    @Override
    public List<Event> after(long id) {
        Runnable before = beforeRead;
        beforeRead = null;
        runOnce(before);
        List<Event> events;
        synchronized (this) {
            events = kept.stream().filter(event -> event.id() > id).toList();
        }
        Runnable after = afterRead;
        afterRead = null;
        runOnce(after);
        return events;
    }

    @Override
    public synchronized long lastId() {
        return lastId;
    }

    synchronized void forget(long upTo) {
        kept.removeIf(event -> event.id() <= upTo);
    }

    private static void runOnce(Runnable hook) {
        if (hook != null) {
            hook.run();
        }
    }
}
