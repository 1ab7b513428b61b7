package com.example.several;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The log as in the lessons: in the memory of one JVM, which all servers of the room must share. */
public final class MemoryLog implements Log {

    private final int kept;
    private final Deque<Message> messages = new ArrayDeque<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService teller = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "memory-log");
        thread.setDaemon(true);
        return thread;
    });
    private long lastId;

    /** @param kept how many messages are kept; the oldest one makes room for the next */
    public MemoryLog(int kept) {
        this.kept = kept;
    }

    /** The task is queued under the lock, for the order, and run without it. */
    @Override
    public synchronized Message append(String from, String text) {
        Message message = new Message(lastId + 1, from, text);
        teller.execute(() -> listeners.forEach(listener -> listener.said(message)));
        if (messages.size() == kept) {
            messages.removeFirst();
        }
        messages.addLast(message);
        lastId = message.id();
        return message;
    }

    @Override
    public synchronized List<Message> after(long id) throws GapException, FutureCursorException {
        if (id > lastId) {
            throw new FutureCursorException(id, lastId);
        }
        long oldest = lastId - messages.size() + 1;
        if (id < oldest - 1) {
            throw new GapException(id, oldest);
        }
        return messages.stream().skip(id - oldest + 1).limit(PAGE).toList();
    }

    @Override
    public synchronized void listen(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public boolean isAway() {
        return false;
    }

    @Override
    public void close() {
        teller.shutdown();
    }
}
