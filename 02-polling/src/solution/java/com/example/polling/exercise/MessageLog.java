package com.example.polling.exercise;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/** One answer to exercise 2.1. */
public final class MessageLog {

    public record Entry(long id, long at, String text) {
    }

    public record Page(List<Entry> entries, long lost) {
    }

    private final int capacity;
    private final int pageSize;
    private final LongSupplier clock;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long lastId;

    public MessageLog(int capacity, int pageSize, LongSupplier clock) {
        this.capacity = capacity;
        this.pageSize = pageSize;
        this.clock = clock;
    }

    public long append(String text) {
        long at = clock.getAsLong();           // outside the lock, since it may be slow
        synchronized (this) {
            lastId++;
            entries.addLast(new Entry(lastId, at, text));
            if (entries.size() > capacity) {
                entries.removeFirst();
            }
            return lastId;
        }
    }

    public synchronized Page after(long cursor) {
        if (cursor < 0 || cursor > lastId) {
            throw new IllegalArgumentException("there is no entry " + cursor + ": the last one is " + lastId);
        }
        long gone = lastId - entries.size();
        long lost = Math.max(0, gone - cursor);
        long seen = Math.max(0, cursor - gone);
        return new Page(entries.stream().skip(seen).limit(pageSize).toList(), lost);
    }
}
