package com.example.undertow;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** All that are open now, so that a server that stops can tell each of them. */
final class Connections {

    private final Duration silence;
    private final Set<Endpoint> open = new HashSet<>();
    private boolean goingAway;

    /** @param silence the time of it after which a peer is pinged; after as much again it is dead */
    Connections(Duration silence) {
        this.silence = silence;
    }

    Duration silence() {
        return silence;
    }

    // tag::opened[]
    /** Counts a connection in; one that opens while the server stops is told 1001, too. */
    void opened(Endpoint connection) {
        synchronized (this) {
            open.add(connection);
            if (!goingAway) {
                return;
            }
        }
        connection.close(CloseStatus.GOING_AWAY, "the server stops");             // it came too late
    }
    // end::opened[]

    /** Whether it is too late for anyone to come. */
    synchronized boolean isGoingAway() {
        return goingAway;
    }

    synchronized void closed(Endpoint connection) {
        open.remove(connection);
        notifyAll();
    }

    /** Tells everyone that the server stops, and waits until all have gone; a peer that takes longer is cut off. */
    void goAway(long millis) {
        List<Endpoint> all;
        synchronized (this) {
            goingAway = true;
            all = List.copyOf(open);
        }
        all.forEach(connection -> connection.close(CloseStatus.GOING_AWAY, "the server stops"));
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            synchronized (this) {
                for (long left = millis; left > 0 && !open.isEmpty();
                        left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())) {
                    wait(left);
                }
                all = List.copyOf(open);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(Endpoint::cut);
    }
}
