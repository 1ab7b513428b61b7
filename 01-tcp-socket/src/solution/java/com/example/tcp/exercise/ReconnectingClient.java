package com.example.tcp.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** One answer to exercise 1.5. */
public final class ReconnectingClient {

    @FunctionalInterface
    public interface Sleeper {
        void sleep(long millis) throws InterruptedException;
    }

    private final Supplier<Socket> sockets;
    private final SocketAddress server;
    private final long firstMillis;
    private final long capMillis;
    private final RandomGenerator random;
    private final Sleeper sleeper;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicReference<Attempt> attempt = new AtomicReference<>();

    /** What stop() has to reach: a thread in a wait, or a socket in a connect. */
    private record Attempt(Thread thread, Socket socket) {
    }

    public ReconnectingClient(Supplier<Socket> sockets, SocketAddress server, long firstMillis, long capMillis,
            RandomGenerator random, Sleeper sleeper) {
        this.sockets = sockets;
        this.server = server;
        this.firstMillis = firstMillis;
        this.capMillis = capMillis;
        this.random = random;
        this.sleeper = sleeper;
    }

    public Socket connect() throws IOException {
        try {
            Socket connected = attempts();
            return end() ? connected : null;         // a stop that came just before wins, and has closed the socket
        } catch (InterruptedException e) {
            if (end()) {
                Thread.currentThread().interrupt();                         // it was not stop(): it is not ours
            }
            return null;
        }
    }

    private Socket attempts() throws IOException, InterruptedException {
        long delay = Math.min(firstMillis, capMillis);
        for (Socket socket = sockets.get(); begin(socket); socket = sockets.get()) {
            try {
                socket.connect(server);
                return socket;
            } catch (IOException e) {
                socket.close();
            }
            sleeper.sleep(random.nextLong(-1, delay) + 1);                   // 0 to delay: delay + 1 could overflow
            delay = delay > capMillis / 2 ? capMillis : 2 * delay;           // and so could 2 * delay
        }
        return null;
    }

    /** From here on stop() can reach this attempt. It sets its flag first, and then looks: one sees the other. */
    private boolean begin(Socket socket) throws IOException {
        attempt.set(new Attempt(Thread.currentThread(), socket));
        if (stopped.get()) {
            socket.close();
        }
        return !stopped.get();
    }

    /** From here on it cannot: the lock waits for a stop() that is about to interrupt this thread. */
    private synchronized boolean end() {
        attempt.set(null);
        if (stopped.get()) {
            Thread.interrupted();                                            // it was meant for the attempt
        }
        return !stopped.get();
    }

    public synchronized void stop() {
        stopped.set(true);
        Attempt current = attempt.get();
        if (current != null) {
            current.thread().interrupt();
            try {
                current.socket().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
