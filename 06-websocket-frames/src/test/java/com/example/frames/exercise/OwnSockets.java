package com.example.frames.exercise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.example.frames.EchoEndpoint;
import com.example.frames.History;
import com.example.frames.Room;
import com.example.frames.Site;
import com.example.frames.handshake.RefusedException;
import com.example.frames.handshake.RequestHead;
import com.example.frames.handshake.ServerOpening;
import com.example.frames.protocol.Endpoint;
import com.example.frames.protocol.OpeningHandshake.Outcome;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What is around {@link OwnServer}: below it sockets, threads and limits, above it the lesson's room, and the opening
 * handshake, which is lesson 05's. No frame and no exercise is in this file. A connection has a thread that reads and
 * one that writes.
 */
public final class OwnSockets implements AutoCloseable {

    private static final int MOST = 50;
    private static final int MOST_PENDING = 32 << 20;
    private static final int WAIT_MILLIS = 250;
    private static final Duration OPENING_LIMIT = Duration.ofSeconds(8);
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(30);
    private static final Duration END_LIMIT = Duration.ofSeconds(2);
    private static final byte[] END = {};

    private final ServerSocket listener;
    private final Site site;
    private final Set<String> leftOut;
    private final Semaphore free = new Semaphore(MOST);
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();

    /**
     * Listens on the loopback: the room at {@code /chat}, an echo at {@code /echo}, the page at {@code /}.
     *
     * @param port 0 for any that is free
     * @param leftOut those of 6.5 and 6.8 that are not done
     */
    public OwnSockets(int port, Room room, Set<String> leftOut) throws IOException {
        try (InputStream page = Site.class.getResourceAsStream("page.html")) {
            // The site does not compress: that is 6.8's part.
            this.site = new Site(Map.of("/chat", room, "/echo", query -> new EchoEndpoint()), page.readAllBytes(),
                    false);
        }
        this.leftOut = leftOut;
        this.listener = new ServerSocket(port, MOST, InetAddress.getByName("127.0.0.1"));
        start("accept", this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    private static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, "own-server-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept() {
        while (!listener.isClosed()) {
            free.acquireUninterruptibly();              // one client too many waits in the queue of TCP
            try {
                Wire wire = new Wire(listener.accept());
                wires.add(wire);
                start("read", wire::read);
            } catch (IOException e) {
                free.release();                         // the listener is closed, or that client has gone already
            }
        }
    }

    /** Stops all; those that have not ended within a second are cut. Their threads have ended when it returns. */
    @Override
    public void close() {
        try {
            listener.close();
            wires.forEach(Wire::stop);
            if (!free.tryAcquire(MOST, 1, TimeUnit.SECONDS)) {
                wires.forEach(Wire::cut);
                free.tryAcquire(MOST, 1, TimeUnit.SECONDS);
            }
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One connection. */
    final class Wire {

        private final Socket socket;
        private final OwnServer talk;
        private final BlockingQueue<byte[]> outbox = new LinkedBlockingQueue<>();
        private final byte[] buffer = new byte[8_192];
        private int at;
        private int filled;
        private long heard = System.nanoTime();
        private volatile boolean open;
        private boolean compressed;
        private long pending;
        private boolean ended;

        private Wire(Socket socket) {
            this.socket = socket;
            this.talk = new OwnServer(this, leftOut);
        }

        private void read() {
            try (socket) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(WAIT_MILLIS);
                Thread writer = start("write", this::write);
                try {
                    Outcome outcome = handshake();
                    write(outcome.answer());
                    if (outcome.endpoint() != null) {
                        open = true;
                        talk.run(outcome.endpoint(), compressed);
                    }
                } finally {
                    end();
                }
                long deadline = System.nanoTime() + END_LIMIT.toNanos();
                writer.join(END_LIMIT.toMillis());
                while (System.nanoTime() - deadline < 0) {
                    receive();                          // bytes left unread would turn our end into a reset
                }
            } catch (IOException | InterruptedException e) {
                // the peer has gone
            } finally {
                wires.remove(this);
                free.release();
            }
        }

        private Outcome handshake() throws IOException {
            ServerOpening opening = new ServerOpening(this::answer);
            long deadline = System.nanoTime() + OPENING_LIMIT.toNanos();
            try {
                while (System.nanoTime() - deadline < 0) {
                    receive();
                    ByteBuffer came = ByteBuffer.wrap(buffer, 0, filled);
                    Outcome outcome = at < filled ? opening.receive(came) : null;
                    at = came.position();               // a frame may follow at once
                    if (outcome != null) {
                        return outcome;
                    }
                }
                return opening.timedOut();
            } catch (EOFException e) {
                return opening.inputEnded();
            }
        }

        /** The site's answer, and whether this connection is compressed: if the offer is one that 6.8 can keep. */
        private Outcome answer(RequestHead request) throws RefusedException {
            Outcome outcome = site.answer(request);
            compressed = !leftOut.contains("6.8") && request.fields().list("Sec-WebSocket-Extensions").stream()
                    .anyMatch(offer -> offer.matches("permessage-deflate *(; *client_max_window_bits *)?"));
            if (outcome.endpoint() == null || !compressed) {
                return outcome;
            }
            String head = new String(outcome.answer(), ISO_8859_1).replaceFirst("\r\n\r\n",
                    "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n");
            return Outcome.open(head.getBytes(ISO_8859_1), outcome.endpoint(), null);
        }

        /**
         * The next byte. Before each wait, which is short, the connection looks at the clock.
         *
         * @throws EOFException if there is none
         */
        byte next() throws IOException {
            while (at == filled) {
                long silent = System.nanoTime() - heard;
                talk.tick(silent);
                if (silent > SILENCE_LIMIT.toNanos()) {
                    throw new EOFException("the peer is silent");
                }
                receive();
            }
            return buffer[at++];
        }

        /** Takes what has come; nothing if that takes longer than a moment. */
        private void receive() throws IOException {
            try {
                filled = socket.getInputStream().read(buffer);
                at = 0;
                heard = System.nanoTime();
                if (filled < 0) {
                    filled = 0;
                    throw new EOFException("the connection has ended");
                }
            } catch (SocketTimeoutException e) {
                at = filled;
            }
        }

        /** Any thread may write: it does not wait. A peer that leaves too much unread is cut off. */
        synchronized void write(byte[] bytes) {
            if (pending > MOST_PENDING) {
                cut();
            } else if (!ended) {
                pending += bytes.length;
                outbox.add(bytes);
            }
        }

        /** How many bytes have not been taken by TCP yet. */
        synchronized long pending() {
            return pending;
        }

        /** Nothing is written after this. */
        synchronized void end() {
            ended = true;
            outbox.add(END);
        }

        private void write() {
            try {
                for (byte[] bytes = outbox.take(); bytes != END; bytes = outbox.take()) {
                    socket.getOutputStream().write(bytes);
                    synchronized (this) {
                        pending -= bytes.length;
                    }
                }
                socket.shutdownOutput();
            } catch (IOException | InterruptedException e) {
                cut();
            }
        }

        private void stop() {
            if (open) {
                talk.close(1001, "going away");
            } else {
                cut();
            }
        }

        private void cut() {
            try {
                socket.close();
            } catch (IOException e) {
                // it is closed all the same
            }
        }
    }

    /** Serves until Ctrl-C: the arguments are the port, and those of 6.5 and 6.8 that are not done. */
    static void serve(String[] args) throws Exception {
        Set<String> leftOut = Set.copyOf(List.of(args).subList(1, args.length));
        OwnSockets server = new OwnSockets(Integer.parseInt(args[0]), new Room(new History()), leftOut);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "own-server-goodbye"));
        System.out.println("Your room is open: http://localhost:" + server.port() + "/");
        System.out.println("Open it in two windows. What echoes is at ws://localhost:" + server.port() + "/echo");
        System.out.println("Ctrl-C ends it.");
        System.out.flush();
        Thread.currentThread().join();
    }
}
