package com.example.streaming;

import com.example.streaming.exercise.Slowness;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A bad network: a relay that cuts each connection after a random number of bytes on the way to the reader. */
final class Relay implements AutoCloseable {

    private final InetSocketAddress server;
    private final int mostBytes;
    private final Random random;
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();

    /** Cuts after fewer than so many bytes; the same seed cuts at the same places. */
    Relay(URI server, int mostBytes, long seed) throws IOException {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        this.mostBytes = mostBytes;
        this.random = new Random(seed);
        start(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket reader = listener.accept();
                open.add(reader);
                Socket upstream = new Socket();
                open.add(upstream);
                upstream.connect(server, Slowness.millis(5_000));
                int bytes = random.nextInt(mostBytes);
                boolean reset = random.nextBoolean();
                start(() -> pump(reader, upstream, Integer.MAX_VALUE, false));
                start(() -> pump(upstream, reader, bytes, reset));
            }
        } catch (IOException e) {
            // The listener was closed: nothing more is relayed.
        }
    }

    private void pump(Socket from, Socket to, int bytes, boolean reset) {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            int left = bytes;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, Math.min(n, left));
                left -= n;
                if (left <= 0) {
                    cuts.incrementAndGet();
                    to.setSoLinger(reset, 0);
                    return;
                }
            }
        } catch (IOException e) {
            // The other direction was cut.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void start(Runnable code) {
        Thread thread = new Thread(code, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
