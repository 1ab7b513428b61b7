package com.example.jetty.exercise;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** 7.4 GracefulStop: one answer to the exercise. */
public final class GracefulStop {

    private final Set<Session> open = new HashSet<>();
    private boolean stopping;

    public void opened(Session session) {
        synchronized (this) {
            open.add(session);
            if (!stopping) {
                return;
            }
        }
        sayGoodbye(session);
    }

    public synchronized void closed(Session session) {
        open.remove(session);
        notifyAll();
    }

    public void guard(Session session, Runnable code) {
        try {
            code.run();
        } catch (RuntimeException e) {
            System.getLogger(GracefulStop.class.getName()).log(System.Logger.Level.DEBUG, "an endpoint failed", e);
            session.close(1011, "internal error", Callback.NOOP);
        }
    }

    public int stop(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<Session> told;
        synchronized (this) {
            told = stopping ? List.of() : List.copyOf(open);
            stopping = true;
        }
        told.forEach(GracefulStop::sayGoodbye);
        List<Session> left;
        synchronized (this) {
            for (long nanos = patience.toNanos(); !open.isEmpty() && nanos > 0; nanos = deadline - System.nanoTime()) {
                wait(nanos / 1_000_000 + 1);
            }
            left = List.copyOf(open);
        }
        left.forEach(Session::disconnect);
        return left.size();
    }

    private static void sayGoodbye(Session session) {
        session.close(1001, "going away", Callback.NOOP);
    }
}
