package com.example.jetty;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Hangs up on a peer that has not sent one whole request in time. Jetty's idle time-out alone does not do it: it starts
 * anew with every byte, so that a byte now and then keeps a connection for ever.
 */
final class HandshakeDeadline implements Connection.Listener {

    private final Scheduler scheduler;
    private final Duration time;

    /** @param time from the opening of the connection */
    HandshakeDeadline(Scheduler scheduler, Duration time) {
        this.scheduler = scheduler;
        this.time = time;
    }

    // tag::deadline[]
    /** Called for HTTP, and again when WebSocket takes its place: that one has been a whole request already. */
    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof Connection.UpgradeFrom) {
            scheduler.schedule(() -> {
                if (connection.getMessagesIn() == 0) {
                    connection.getEndPoint().close();
                }
            }, time.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
    // end::deadline[]

    @Override
    public void onClosed(Connection connection) {
        // A task that finds its connection closed closes it once more, and that is nothing.
    }
}
