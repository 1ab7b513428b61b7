package com.example.tcp;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * What an accept loop keeps for the time when the process may open no more files and sockets. Then nothing works that
 * opens a file, and to write a log line may open one: the first date of a JVM loads the time zones. An error in a
 * handler would end the loop, and with it the server. So one file descriptor is reserved for the handler, and given
 * back to the system before it logs. Used by one thread.
 */
final class Reserve implements AutoCloseable {

    private static final long TELL_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE_MILLIS = 50;

    private final Logger log;
    private SocketChannel descriptor;
    private long toldAt = System.nanoTime() - TELL_AGAIN_NANOS;

    Reserve(Logger log) throws IOException {
        this.log = log;
        // A class of its own closes a socket. If it were first loaded without a descriptor, it would stay unusable.
        SocketChannel.open().close();
        this.descriptor = SocketChannel.open();
    }

    // tag::failed[]
    /**
     * Logs that no client can be accepted, every ten seconds at the most, and waits a little: a loop of failures must
     * not take a whole core. Throws nothing, whatever has run out.
     */
    void failed(Throwable why) {
        try {
            if (System.nanoTime() - toldAt >= TELL_AGAIN_NANOS) {
                toldAt = System.nanoTime();
                descriptor.close();
                log.log(Level.WARNING, "clients cannot be accepted now; the server goes on trying", why);
            }
            if (!descriptor.isOpen()) {
                descriptor = SocketChannel.open();
            }
        } catch (IOException | RuntimeException | Error e) {
            toldAt = System.nanoTime();                   // nothing can be told now, and later it will be
        }
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
    // end::failed[]

    @Override
    public void close() {
        try {
            descriptor.close();
        } catch (IOException e) {
            log.log(Level.DEBUG, "closing failed", e);
        }
    }
}
