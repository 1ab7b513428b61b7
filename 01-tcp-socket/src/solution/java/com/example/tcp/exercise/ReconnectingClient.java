package com.example.tcp.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketAddress;
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
    private boolean stopped;
    private Thread connecting;
    private Socket socket;

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
        long delay = Math.min(firstMillis, capMillis);
        while (begin(sockets.get())) {
            try {
                socket.connect(server);
                return end() ? socket : null;
            } catch (IOException e) {
                socket.close();
            }
            try {
                sleeper.sleep(random.nextLong(delay + 1));
            } catch (InterruptedException e) {
                return null;
            }
            delay = delay > capMillis / 2 ? capMillis : 2 * delay;       // compared first: doubling could overflow
        }
        return null;
    }

    /** From here on stop() can reach this attempt: its thread in a wait, its socket in a connect. */
    private synchronized boolean begin(Socket next) throws IOException {
        socket = next;
        connecting = Thread.currentThread();
        if (stopped) {
            socket.close();
        }
        return !stopped;
    }

    /** From here on it cannot; a stop that came just before wins, and has closed the socket. */
    private synchronized boolean end() {
        connecting = null;
        if (stopped) {
            Thread.interrupted();                                          // it was meant for the attempt
        }
        return !stopped;
    }

    public synchronized void stop() {
        stopped = true;
        if (connecting != null) {
            connecting.interrupt();
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
