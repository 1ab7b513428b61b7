package com.example.handshake.exercise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.example.handshake.RefusedException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What is below {@link OwnServer}: the port, the threads, and the time that each client has. No exercise is in this
 * file.
 */
final class OwnSockets implements AutoCloseable {

    private static final int MOST_CLIENTS = 50;
    private static final int GREETINGS = 3;
    private static final int LONGEST_RESPONSE = 1 << 16;
    private static final int SEND_BUFFER = 1 << 17;         // no response is longer, so that no write waits
    private static final long PAUSE_NANOS = 10_000_000;
    private static final int TICK_MILLIS = 50;              // how often a read looks whether the server still serves
    /** Frames, of lesson 06: the text "Hello", and the close codes 1000 and 1001. */
    private static final String HELLO = "\u0081\u0005Hello";
    private static final String CLOSE = "\u0088\u0002\u0003\u00e8";
    private static final String GOING_AWAY = "\u0088\u0002\u0003\u00e9";

    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, "own-server"));
    private final ServerSocket listener;
    private final Duration limit;
    private final Duration pause;

    /** What is done with a client. */
    interface Service {

        void serve(Client client) throws IOException;
    }

    /** Listens on the loopback. */
    OwnSockets(int port, Duration limit, Duration pause) throws IOException {
        this.limit = limit;
        this.pause = pause;
        listener = new ServerSocket(port, MOST_CLIENTS, InetAddress.getByName("127.0.0.1"));
    }

    int port() {
        return listener.getLocalPort();
    }

    private boolean isOpen() {
        return !listener.isClosed();
    }

    /** Each thread serves one client at a time: when all are busy, the next one waits in the queue of TCP. */
    void start(Service service) {
        for (int i = 0; i < MOST_CLIENTS; i++) {
            threads.execute(() -> {
                while (isOpen()) {
                    serve(service);
                }
            });
        }
    }

    private void serve(Service service) {
        try (Socket socket = listener.accept()) {
            sockets.add(socket);
            Client client = new Client(socket, limit);
            service.serve(client);
            socket.shutdownOutput();
            client.told = true;
            client.leavesWithin(limit);                     // what is left unread would turn our end into a reset
        } catch (IOException e) {
            LockSupport.parkNanos(PAUSE_NANOS);             // an accept that fails is not tried in a loop
        } finally {
            sockets.removeIf(Socket::isClosed);
        }
    }

    /** No client has asked for anything, and the server speaks. */
    void speakFirst(Client client) throws IOException {
        for (int said = 0; said < GREETINGS && isOpen(); said++) {
            client.say(HELLO.getBytes(ISO_8859_1));
            if (client.leavesWithin(pause)) {
                return;
            }
        }
        client.say((isOpen() ? CLOSE : GOING_AWAY).getBytes(ISO_8859_1));
    }

    /** Sends a request to this server, and reads the response: up to its end, or to the first frame. */
    String exchange(String request) throws RefusedException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            Client client = new Client(socket, limit.plusSeconds(2));
            client.say(request.getBytes(ISO_8859_1));
            while (client.read() >= 0 && !client.received().endsWith("\r\n\r\n" + HELLO)
                    && client.received.size() < LONGEST_RESPONSE) {
                // The response goes on.
            }
            return client.received();
        } catch (IOException e) {
            throw new RefusedException(504, "There was no response to the handshake: " + e.getMessage() + ".");
        }
    }

    /** Those that wait are told; a client that has not left after two seconds is cut off. */
    @Override
    public void close() {
        try {
            listener.close();
            threads.shutdown();
            threads.awaitTermination(2, TimeUnit.SECONDS);
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("a socket cannot be closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The stream of bytes that come from a peer before a deadline. */
    final class Client extends InputStream {

        private final Socket socket;
        private final InputStream in;
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private long deadline;
        private boolean told;                               // all that there was to say

        Client(Socket socket, Duration limit) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            socket.setSendBufferSize(SEND_BUFFER);
            in = new BufferedInputStream(socket.getInputStream());
            deadline = System.nanoTime() + limit.toNanos();
        }

        @Override
        public int read() throws IOException {
            int b = next();
            if (b >= 0) {
                received.write(b);
            }
            return b;
        }

        /** All reads together have the time that is left: a socket's own limit would begin again with each byte. */
        private int next() throws IOException {
            while (true) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0 || !isOpen() && !told) {
                    throw new SocketTimeoutException("the time is over");
                }
                socket.setSoTimeout((int) Math.min(left, TICK_MILLIS));
                try {
                    return in.read();
                } catch (SocketTimeoutException e) {
                    // not yet
                }
            }
        }

        /** What has been read, a character for each byte. */
        String received() {
            return received.toString(ISO_8859_1);
        }

        void say(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        /** Forgets what comes, for so long: frames are lesson 06. Whether the peer has ended its direction. */
        boolean leavesWithin(Duration time) throws IOException {
            deadline = System.nanoTime() + time.toNanos();
            try {
                while (next() >= 0) {
                    // Only the end of the stream, or of the time, is of interest.
                }
                return true;
            } catch (SocketTimeoutException e) {
                return false;
            }
        }
    }
}
