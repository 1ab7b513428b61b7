package com.example.jetty.exercise;

import java.time.Duration;
import org.eclipse.jetty.websocket.api.Session;
import org.opentest4j.TestAbortedException;

/**
 * How a server's endpoints end: politely when it stops, and without telling its insides when it fails. A client that is
 * told 1001 knows that it should come back; one that is cut off sees 1006 and knows nothing (RFC 6455, section 7.4.1).
 *
 * <p>Endpoints report here when they open and when they have closed, from any thread.
 */
public final class GracefulStop {

    /** A connection has opened. While the server stops, it is told 1001 at once, and waited for like the others. */
    public void opened(Session session) {
        throw new TestAbortedException("7.4 GracefulStop: not started");
    }

    /** A connection has ended, in whichever way. It may be reported inside the call that closes it. */
    public void closed(Session session) {
        throw new TestAbortedException("7.4 GracefulStop: not started");
    }

    /**
     * Runs the code of an endpoint. If it throws a {@link RuntimeException}, the peer gets a Close 1011 whose reason is
     * {@code internal error}: not the exception's message, which is for our log. Nothing is thrown on.
     */
    public void guard(Session session, Runnable code) {
        throw new TestAbortedException("7.4 GracefulStop: not started");
    }

    /**
     * Tells every connection 1001 with the reason {@code going away}: all of them first, and each once, however often
     * this is called. Then waits until all have closed, but no longer than {@code patience}; the connections that are
     * left then are disconnected ({@link Session#disconnect()}). When two calls wait at the same time, the shorter
     * patience wins: the other one finds nothing left.
     *
     * @param patience zero or more, at most a hundred years; with zero no connection is waited for
     * @return how many this call had to disconnect: connections, however often the end of one is reported
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public int stop(Duration patience) throws InterruptedException {
        throw new TestAbortedException("7.4 GracefulStop: not started");
    }
}
