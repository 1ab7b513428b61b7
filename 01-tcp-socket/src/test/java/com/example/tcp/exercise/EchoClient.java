package com.example.tcp.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A client of the echo server that is judged: it waits three seconds for a response, and tells the story. */
final class EchoClient implements Closeable {

    /** For the first answer that does not come. Then the verdict is clear, and the other tests need not wait long. */
    private static int patienceMillis = 3_000;

    final Socket socket = new Socket();

    private EchoClient() {
    }

    private static int patience() {
        return Slowness.millis(patienceMillis);
    }

    /** Connects; {@code who} is what the story calls this client, or null if it is not worth a step. */
    static EchoClient connect(Story story, int port, String who) {
        EchoClient client = new EchoClient();
        try {
            client.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), patience());
            client.socket.setSoTimeout(patience());
            client.socket.setTcpNoDelay(true);
        } catch (IOException e) {
            story.that(false, "a client can connect to port " + port, String.valueOf(e));
        }
        if (who != null) {
            story.step("%s connects", who);
        }
        return client;
    }

    /** Sends a text and waits for it to come back. */
    void echoes(Story story, String who, String text) {
        String what = who == null ? null : who + " sends \"" + text + "\" and waits for it to come back";
        exchange(story, what, text.getBytes(UTF_8));
    }

    void exchange(Story story, String what, byte[] bytes) {
        if (what != null) {
            story.step("%s", what);
        }
        byte[] back = new byte[bytes.length];
        int read = 0;
        String end = "";
        try {
            socket.getOutputStream().write(bytes);
            for (int n = 0; n >= 0 && read < back.length; read += Math.max(n, 0)) {
                n = socket.getInputStream().read(back, read, back.length - read);
            }
        } catch (SocketTimeoutException e) {
            end = ", and for " + patienceMillis + " ms nothing more";
            patienceMillis = 300;
        } catch (IOException e) {
            end = ", and then " + e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        byte[] came = Arrays.copyOf(back, read);
        story.that(end.isEmpty(), "what comes back: " + Story.hex(bytes), Story.hex(came) + end);
        story.bytes("what came back", bytes, came);
    }

    void sendAndHalfClose(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
        } catch (IOException e) {
            // The reading side of the test sees what is missing, and tells it.
        }
    }

    /** What comes until the end of the stream, all of it within our patience. */
    byte[] rest(Story story) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience());
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        try {
            for (int read = 0; read >= 0; rest.write(buffer, 0, Math.max(0, read))) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                socket.setSoTimeout((int) Math.max(1, left));
                read = socket.getInputStream().read(buffer);
            }
        } catch (SocketTimeoutException e) {
            story.that(false, "the end of the stream", "the connection is still open");
        } catch (IOException e) {
            story.that(false, "the end of the stream", String.valueOf(e));
        }
        return rest.toByteArray();
    }

    /** Sends until the server, whose answers are not read, can take no more: its thread then waits in write. */
    void flood() {
        Thread sender = new Thread(() -> {
            try {
                for (int i = 0; i < 400; i++) {
                    socket.getOutputStream().write(new byte[64 * 1024]);
                }
            } catch (IOException e) {
                // The server has closed the connection, as it should.
            }
        }, "test-flood");
        sender.setDaemon(true);
        sender.start();
        Slowness.until(500, () -> !sender.isAlive() || waitsInWrite(sender));
    }

    private static boolean waitsInWrite(Thread sender) {
        StackTraceElement[] stack = sender.getStackTrace();
        return stack.length > 1 && stack[0].isNativeMethod() && stack[0].getMethodName().equals("poll");
    }

    /** What reading gives: the end of the stream, or not. */
    String end() {
        try {
            return socket.getInputStream().read() < 0
                    ? "the end of the stream" : "bytes: the connection is still served";
        } catch (IOException e) {
            return e.getMessage().contains("timed out")
                    ? "nothing: the connection is still open" : "the end of the stream";
        }
    }

    /**
     * The same for a client that connected while the listener closed. The kernel may have completed its handshake on
     * this side only, and then tells it so late: its first retransmission is after a second. A byte makes it answer at
     * once, with a reset; and from a server that still serves this client, the byte comes back.
     */
    String endOrAnswer() {
        try {
            socket.getOutputStream().write(1);
        } catch (IOException e) {
            return "the end of the stream";
        }
        return end();
    }

    /** Vanishes: no goodbye, but a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Clients that connect one after the other, up to 40, until the server refuses one, or all() is asked for. */
    static final class Crowd {

        private final List<EchoClient> clients = new ArrayList<>();
        private final CountDownLatch first;
        private final Thread thread;
        private volatile boolean over;

        private Crowd(int port, int some) {
            first = new CountDownLatch(some);
            thread = new Thread(() -> connect(port), "test-crowd");
        }

        /** Returns when so many have connected. */
        static Crowd connecting(int port, int some) throws InterruptedException {
            Crowd crowd = new Crowd(port, some);
            crowd.thread.start();
            Slowness.opens(crowd.first, 5_000);
            return crowd;
        }

        private void connect(int port) {
            while (clients.size() < 40 && !over) {
                EchoClient client = new EchoClient();
                try {
                    client.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                    client.socket.setSoTimeout(patience());
                } catch (IOException closed) {
                    return;
                }
                clients.add(client);
                first.countDown();
            }
        }

        List<EchoClient> all() throws InterruptedException {
            over = true;
            thread.join();
            return clients;
        }
    }
}
