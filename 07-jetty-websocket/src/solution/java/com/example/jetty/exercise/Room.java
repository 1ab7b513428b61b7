package com.example.jetty.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** 7.2 Room: one answer to the exercise. */
public final class Room {

    private final long limit;
    private final Map<Session, AtomicLong> queued = new ConcurrentHashMap<>();

    public Room(long limit) {
        this.limit = limit;
    }

    public void join(Session session) {
        queued.putIfAbsent(session, new AtomicLong());
    }

    public void leave(Session session) {
        queued.remove(session);
    }

    public int size() {
        return queued.size();
    }

    /** The lock is for the order alone, and only a broadcast takes it. */
    public synchronized void broadcast(String text) {
        int bytes = text.getBytes(UTF_8).length;
        queued.forEach((session, waiting) -> {
            if (waiting.get() + bytes > limit) {
                leave(session);
                session.disconnect();
            } else {
                waiting.addAndGet(bytes);
                session.sendText(text, Callback.from(() -> waiting.addAndGet(-bytes), cause -> leave(session)));
            }
        });
    }
}
