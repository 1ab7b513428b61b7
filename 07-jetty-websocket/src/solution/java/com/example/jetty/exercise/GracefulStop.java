package com.example.jetty.exercise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** 7.4 GracefulStop: one answer to the exercise. */
public final class GracefulStop {

    private final Map<Session, CompletableFuture<Void>> open = new ConcurrentHashMap<>();
    private final Set<Session> told = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean stopping = new AtomicBoolean();

    public void opened(Session session) {
        open.put(session, new CompletableFuture<>());
        if (stopping.get()) {
            sayGoodbye(session);
        }
    }

    public void closed(Session session) {
        CompletableFuture<Void> end = open.remove(session);
        if (end != null) {
            end.complete(null);
        }
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
        stopping.set(true);
        open.keySet().forEach(this::sayGoodbye);
        try {
            Optional<CompletableFuture<Void>> end = open.values().stream().findAny();
            while (end.isPresent()) {
                end.get().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                end = open.values().stream().findAny();
            }
        } catch (TimeoutException | ExecutionException e) {
            // the time is over
        }
        List<Session> left = new ArrayList<>();
        open.forEach((session, end) -> {
            // When two calls come to their end together, one of them gets it.
            if (open.remove(session, end)) {
                end.complete(null);
                left.add(session);
            }
        });
        left.forEach(Session::disconnect);
        return left.size();
    }

    private void sayGoodbye(Session session) {
        if (told.add(session)) {
            session.close(1001, "going away", Callback.NOOP);
        }
    }
}
