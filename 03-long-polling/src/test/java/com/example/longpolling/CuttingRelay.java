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

/** A bad network: it passes bytes on, and cuts each connection after a random number of bytes from the server. */
final class CuttingRelay implements AutoCloseable {

    private final URI server;
    private final int least;
    private final int most;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private final Random random;

    CuttingRelay(URI server, int least, int most, long seed) throws IOException {
        this.server = server;
        this.least = least;
        this.most = most;
        this.random = new Random(seed);
        this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
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
            int budget = least + random.nextInt(most - least);
            start(() -> pass(client, upstream, Integer.MAX_VALUE));
            start(() -> pass(upstream, client, budget));
        }
    }

    private Socket open(Socket socket) throws IOException {
        sockets.add(socket);
        if (listener.isClosed()) {
            socket.close();
        }
        return socket;
    }

    private void pass(Socket from, Socket to, int budget) throws IOException {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[1_024];
            for (int left = budget; left > 0;) {
                int n = in.read(buffer, 0, Math.min(left, buffer.length));
                if (n < 0) {
                    return;
                }
                out.write(buffer, 0, n);
                left -= n;
            }
            cuts.incrementAndGet();
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // One of the two sides has gone: that is what this relay is for.
            }
        }, "cutting-relay").start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
