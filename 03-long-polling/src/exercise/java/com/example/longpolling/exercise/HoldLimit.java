package com.example.longpolling.exercise;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 3.4: hold so many requests, and not one more.
 *
 * <p>A held request costs no thread, but a connection and some memory, and that for half a minute. Without a limit,
 * anyone can fill the server with requests that wait. So there are so many places. A client that finds none is told
 * so at once, and when to come back: 503 and Retry-After (RFC 9110, sections 15.6.4 and 10.2.3). No thread waits for
 * a place: it would be lost to the requests that could be served.
 *
 * <p>This handler is in front of the one that holds the requests. A place is taken before that one is called, and
 * is given back when it says so: at once, or much later and from another thread.
 */
public final class HoldLimit implements HttpHandler {

    /** The handler behind: it answers the request now, or keeps it and answers later. */
    public interface Holder {

        /**
         * @param done to be run when the request has been answered: it gives the place back. To run it once more does
         *     nothing
         * @throws IOException when the request could not be taken; its place is given back, as with any exception
         */
        void hold(HttpExchange exchange, Runnable done) throws IOException;
    }

    /**
     * @param places how many requests are held at the same time at most, at least 1
     * @param retryAfterSeconds when to come back, for a request that finds no place, at least 1
     */
    public HoldLimit(int places, int retryAfterSeconds, Holder holder) {
        throw new TestAbortedException("3.4 HoldLimit: not started");
    }

    /**
     * Passes the request on, if there is a place for it. If not, answers 503 with {@code Retry-After}, with
     * {@code Content-Type: text/plain; charset=utf-8} and one sentence as the body; and the exchange is finished, even
     * when the answer cannot be written.
     */
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        throw new TestAbortedException("3.4 HoldLimit.handle: not started");
    }

    /** How many places are taken now. */
    public int held() {
        throw new TestAbortedException("3.4 HoldLimit.held: not started");
    }
}
