package com.example.tools.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * A relay between readers and a server, which passes every byte on, and counts: the same for every way of talking. It
 * sees what TCP carries; the headers of TCP and IP are not counted.
 */
final class Relay implements AutoCloseable {

    /** Is told what passes; called by the thread that passes it on, right before it does. */
    interface Listener {
        /**
         * Some bytes pass.
         *
         * @param connection counted from 0
         * @param up         from the reader to the server
         * @param bytes      the bytes, from the first one of the array on; good until the call returns
         * @param length     how many
         * @param requests   how many request lines of HTTP ended in them
         */
        void passed(int connection, boolean up, byte[] bytes, int length, int requests);

        /** For whom counting is enough. */
        static Listener none() {
            return (connection, up, bytes, length, requests) -> { };
        }
    }

    /** What has passed so far, or between two moments. */
    record Count(long requests, long up, long down) {
        Count since(Count before) {
            return new Count(requests - before.requests, up - before.up, down - before.down);
        }
    }

    /**
     * The end of a request line. It is found nowhere else: in header fields it has no place, and no text of the room
     * has a line break. In masked frames it could come by chance, once in 2^88 places.
     */
    private static final byte[] REQUEST_LINE_END = " HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int END_WITHIN_MILLIS = 2_000;

    private final ServerSocket listener;
    private final int serverPort;
    private final Listener observer;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final LongAdder requests = new LongAdder();
    private final LongAdder up = new LongAdder();
    private final LongAdder down = new LongAdder();

    private Relay(ServerSocket listener, int serverPort, Listener observer) {
        this.listener = listener;
        this.serverPort = serverPort;
        this.observer = observer;
    }

    /** Opens a port of its own, on the loopback, in front of a server there. */
    static Relay before(int serverPort, Listener observer) throws IOException {
        Relay relay = new Relay(new ServerSocket(0, 256, InetAddress.getLoopbackAddress()), serverPort, observer);
        relay.run("relay-accept", relay::accept);
        return relay;
    }

    int port() {
        return listener.getLocalPort();
    }

    Count count() {
        return new Count(requests.sum(), up.sum(), down.sum());
    }

    private void accept() throws IOException {
        while (true) {
            Socket reader = open(listener.accept());
            Socket server;
            try {
                server = open(new Socket(InetAddress.getLoopbackAddress(), serverPort));
            } catch (IOException e) {
                sockets.remove(reader);
                reader.close();                                     // the server is gone, and so is this connection
                continue;
            }
            int number = connections.getAndIncrement();
            run("relay-up-" + number, () -> pass(reader, server, number, true));
            run("relay-down-" + number, () -> pass(server, reader, number, false));
        }
    }

    private Socket open(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        if (listener.isClosed()) {
            socket.close();                                         // it came while close() was looking at the others
        }
        return socket;
    }

    private void pass(Socket from, Socket to, int number, boolean isUp) throws IOException {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16_384];
            int matched = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                int lines = 0;
                for (int i = 0; isUp && i < n; i++) {
                    matched = buffer[i] == REQUEST_LINE_END[matched] ? matched + 1
                            : buffer[i] == REQUEST_LINE_END[0] ? 1 : 0;
                    if (matched == REQUEST_LINE_END.length) {
                        matched = 0;
                        lines++;
                    }
                }
                // Counted before they go on: whoever has seen an answer finds it counted, and its question before it.
                requests.add(lines);
                (isUp ? up : down).add(n);
                observer.passed(number, isUp, buffer, n, lines);
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
                // A connection has ended, or the relay: what it cost until then is counted.
            } finally {
                threads.remove(Thread.currentThread());
            }
        }, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Closes the port and all connections; returns when the threads have ended, or after a bounded wait. */
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
