package com.example.tcp.exercise;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.opentest4j.IncompleteExecutionException;

/** A client on a thread of its own, which another one stops. */
final class Connecting {

    private Connecting() {
    }

    /** Calls connect() on another thread: what it returns or throws comes out of the future. */
    static CompletableFuture<Object> started(ReconnectingClient client) {
        CompletableFuture<Object> connected = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                connected.complete(client.connect());
            } catch (Throwable thrown) {
                connected.complete(thrown);
            }
        }, "test-connect");
        thread.setDaemon(true);
        thread.start();
        return connected;
    }

    /** The call returns null within five seconds, which only a wrong one needs. Then no socket holds it up any more. */
    static void ended(Story story, CompletableFuture<Object> connected, List<FakeSocket> sockets) throws Exception {
        try {
            Object returned = Slowness.result(connected, 5_000);
            if (returned instanceof IncompleteExecutionException notStarted) {
                throw notStarted;
            }
            story.same("connect() returns", null, returned);
        } catch (TimeoutException e) {
            story.that(false, "connect() returns null at once", "five seconds later it had not returned");
        } finally {
            List.copyOf(sockets).forEach(FakeSocket::giveUp);
        }
    }

    /** Calls stop() on another thread, in the middle of a connect, and waits for it longer than the call may take. */
    static void stopOnAnotherThread(ReconnectingClient client) {
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(client::stop);
        Slowness.until(10_000, stopped::isDone);             // not get(): stop() may interrupt this thread
        if (stopped.isCompletedExceptionally()) {
            throw stopped.handle((none, thrown) -> (RuntimeException) thrown.getCause()).join();
        }
    }
}
