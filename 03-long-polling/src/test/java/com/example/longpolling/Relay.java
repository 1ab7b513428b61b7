package com.example.longpolling;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A bad network: every connection through it is cut, in both directions, after a random number of bytes. */
final class Relay implements AutoCloseable {

    private final URI server;
    private final ServerSocket listener;
    private final Random random;
    private final int maxLife;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();

    /** @param maxLife the bytes that a connection carries towards the client before it is cut, at the most */
    Relay(URI server, long seed, int maxLife) throws IOException {
        this.server = server;
        this.random = new Random(seed);
        this.maxLife = maxLife;
        this.listener = new ServerSocket(0, 128, InetAddress.getByName("127.0.0.1"));
        start(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = open(listener.accept());
            Socket upstream = open(new Socket(server.getHost(), server.getPort()));
            int life = 1 + random.nextInt(maxLife);
            start(() -> pass(client, upstream, Integer.MAX_VALUE));
            start(() -> pass(upstream, client, life));
        }
    }

    private Socket open(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        if (listener.isClosed()) {
            socket.close();
        }
        return socket;
    }

    private void pass(Socket from, Socket to, int life) throws IOException {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[4_096];
            int left = life;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, Math.min(n, left));
                left -= n;
                if (left <= 0) {
                    cuts.incrementAndGet();
                    return;
                }
            }
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException expected) {
                // A cut connection fails in the other direction too: that is what the relay is for.
            } finally {
                threads.remove(Thread.currentThread());
            }
        }, "test-relay");
        threads.add(thread);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        try {
            for (Thread thread : threads) {
                thread.join(2_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
