package com.example.streaming;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A relay between clients and a server that passes every byte on, and counts: what a way of talking costs is measured
 * on the wire, with all header fields, and not where it is convenient.
 */
final class Meter implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Meter.class.getName());
    private static final int END_WITHIN_MILLIS = 2_000;
    private static final long PAUSE_NANOS = 50_000_000;

    private final URI server;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final LongAdder connections = new LongAdder();
    private final LongAdder up = new LongAdder();
    private final LongAdder down = new LongAdder();

    private Meter(URI server, ServerSocket listener) {
        this.server = server;
        this.listener = listener;
    }

    /** Opens a port of its own in front of the server. */
    static Meter before(URI server) throws IOException {
        Meter meter = new Meter(server, new ServerSocket(0, 128, InetAddress.getByName("127.0.0.1")));
        meter.run("meter-accept", meter::accept);
        return meter;
    }

    /** The address that clients are given instead of the server's. */
    URI uri() {
        return URI.create(server.getScheme() + "://127.0.0.1:" + listener.getLocalPort() + "/");
    }

    /** How many connections have been opened. */
    long connections() {
        return connections.sum();
    }

    /** How many bytes have passed, both ways together; those of TCP and IP are not seen from here. */
    long bytes() {
        return up.sum() + down.sum();
    }

    /** How many of them went to the server. */
    long bytesUp() {
        return up.sum();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                relay(open(listener.accept()));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.log(Level.DEBUG, "a connection could not be passed on", e);
                    LockSupport.parkNanos(PAUSE_NANOS);     // a loop of failures must not take a whole core
                }
            }
        }
    }

    private void relay(Socket client) throws IOException {
        try {
            Socket upstream = open(new Socket(server.getHost(), server.getPort()));
            connections.increment();
            run("meter-to-server", () -> pass(client, upstream, up));
            run("meter-to-client", () -> pass(upstream, client, down));
        } catch (IOException e) {
            sockets.remove(client);
            client.close();
            throw e;
        }
    }

    private Socket open(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        if (listener.isClosed()) {
            socket.close();                     // it came while close() was looking at the others
        }
        return socket;
    }

    private void pass(Socket from, Socket to, LongAdder bytes) throws IOException {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8_192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes.add(n);                   // first of all: who has received a byte finds it counted
                out.write(buffer, 0, n);
            }
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void run(String name, Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "a connection has ended", e);
            } finally {
                threads.remove(Thread.currentThread());
            }
        }, name);
        threads.add(thread);
        thread.start();
    }

    /** Closes the port and all connections; returns when all threads have ended, or after a bounded wait. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        try {
            for (Thread thread : threads) {
                thread.join(END_WITHIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
