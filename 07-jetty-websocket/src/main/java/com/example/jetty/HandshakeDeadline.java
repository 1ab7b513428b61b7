package com.example.jetty;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Hangs up on a peer that takes too long for a whole request. Jetty's idle time-out alone does not do it: it starts
 * again with every byte, so that a byte now and then would keep a connection forever.
 */
final class HandshakeDeadline implements Connection.Listener {

    private final Scheduler scheduler;
    private final Duration time;
    private final Map<Connection, Scheduler.Task> waiting = new ConcurrentHashMap<>();

    /** @param time from the opening of the connection to its first whole request, and from each request to the next */
    HandshakeDeadline(Scheduler scheduler, Duration time) {
        this.scheduler = scheduler;
        this.time = time;
    }

    // tag::deadline[]
    /** Called for HTTP, and again when WebSocket takes its place: that one has been a whole request already. */
    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof Connection.UpgradeFrom) {
            waiting.put(connection, deadline(connection, 0));
        }
    }

    private Scheduler.Task deadline(Connection connection, long before) {
        return scheduler.schedule(() -> {
            long requests = connection.getMessagesIn();
            if (requests == before) {
                connection.getEndPoint().close();
            } else {
                waiting.computeIfPresent(connection, (same, over) -> deadline(connection, requests));
            }
        }, time.toMillis(), TimeUnit.MILLISECONDS);
    }
    // end::deadline[]

    /** The connection has ended, or WebSocket has taken its place: nothing of it is kept. */
    @Override
    public void onClosed(Connection connection) {
        Scheduler.Task task = waiting.remove(connection);
        if (task != null) {
            task.cancel();
        }
    }

    /** How many connections are waited for. */
    int waiting() {
        return waiting.size();
    }
}
