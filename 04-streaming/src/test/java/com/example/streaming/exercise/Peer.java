package com.example.streaming.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A reader's end of the wire. What is written counts once it is flushed, as in a socket with a buffer before it. */
final class Peer extends OutputStream {

    /** More than any right answer sends: one that goes on is stopped before it has filled the heap. */
    private static final int MOST = 1_000_000;

    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private final StringBuilder received = new StringBuilder();
    private boolean reading = true;
    private boolean gone;
    private boolean blocked;

    /** How many events, each with a space at its end, came with one flush at the most. */
    volatile long mostAtOnce;
    volatile boolean closed;
    /** Whether closing it fails, as it may when there are bytes left to be written. */
    volatile boolean troubleAtClose;
    /** How long after the flush before it a heartbeat came, at the least; in milliseconds. */
    volatile long shortestRest = Long.MAX_VALUE;
    private long lastFlush = System.nanoTime();
    volatile Thread server;
    volatile Throwable failure;

    @Override
    public synchronized void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        accept();
        if (buffer.size() + received.length() > MOST) {
            throw new Error("more than " + MOST + " bytes were sent to one reader, and there is no end to them");
        }
        buffer.write(bytes, offset, length);
    }

    @Override
    public synchronized void flush() throws IOException {
        accept();
        if (buffer.toString(UTF_8).contains(Subscribers.HEARTBEAT)) {
            shortestRest = Math.min(shortestRest, NANOSECONDS.toMillis(System.nanoTime() - lastFlush));
        }
        mostAtOnce = Math.max(mostAtOnce, buffer.toString(UTF_8).chars().filter(c -> c == ' ').count());
        received.append(buffer.toString(UTF_8));
        buffer.reset();
        lastFlush = System.nanoTime();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        notifyAll();
        if (troubleAtClose) {
            throw new IOException("Broken pipe");
        }
    }

    /** As a socket: blocks while the peer does not read, and nothing but closing it ends that. */
    private void accept() throws IOException {
        boolean interrupted = false;
        while (!reading && !closed) {
            blocked = true;
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
                closed = true;
            }
        }
        blocked = false;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (closed) {
            throw new IOException("Stream closed");
        }
        if (gone) {
            throw new IOException("Broken pipe");
        }
    }

    synchronized void stopsReading() {
        reading = false;
    }

    synchronized void readsAgain() {
        reading = true;
        notifyAll();
    }

    synchronized void leaves() {
        gone = true;
    }

    synchronized boolean blocked() {
        return blocked;
    }

    synchronized String received() {
        return received.toString();
    }
}
