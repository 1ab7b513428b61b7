package com.example.jetty.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** 7.2 Room: one answer to the exercise. */
public final class Room {

    private final long limit;
    private final Map<Session, AtomicLong> queued = new LinkedHashMap<>();

    public Room(long limit) {
        this.limit = limit;
    }

    public synchronized void join(Session session) {
        queued.putIfAbsent(session, new AtomicLong());
    }

    public synchronized void leave(Session session) {
        queued.remove(session);
    }

    public synchronized int size() {
        return queued.size();
    }

    public synchronized void broadcast(String text) {
        int bytes = text.getBytes(UTF_8).length;
        for (Session session : List.copyOf(queued.keySet())) {
            AtomicLong waiting = queued.get(session);
            if (waiting == null) {
                continue;
            }
            if (waiting.get() + bytes > limit) {
                leave(session);
                session.disconnect();
            } else {
                waiting.addAndGet(bytes);
                session.sendText(text, Callback.from(() -> waiting.addAndGet(-bytes), cause -> leave(session)));
            }
        }
    }
}
