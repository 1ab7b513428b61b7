package com.example.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One client of the server: the socket that {@code accept} returned, a thread that reads from it, and a thread that
 * writes to it. Only the writer writes, so lines never mix; others put lines into the outbox and go on.
 */
final class Connection {

    /** How many messages may wait for one client. A client that falls further behind is dropped. */
    static final int OUTBOX = 256;

    private static final System.Logger LOG = System.getLogger(Connection.class.getName());
    private static final int DRAIN_MILLIS = 1_000;
    /** A browser can be made to send a request here, whose lines would become a name and messages. */
    private static final Pattern REQUEST_LINE = Pattern.compile("\\S+ .*HTTP/[0-9](\\.[0-9])?");
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    private final Socket socket;
    private final Room room;
    private final int nameWithinMillis;
    private final Runnable onEnd;
    // Lines that wait to be sent. All that was missed is one entry; an empty one is the end. Two places are for the
    // goodbye, which must find room behind a full outbox.
    private final BlockingQueue<List<byte[]>> outbox = new ArrayBlockingQueue<>(OUTBOX + 2);
    private final Thread reader;
    private final Thread writer;

    /**
     * @param nameWithinMillis how long a client may take for its first line
     * @param refusal what the client is told at once, and then this is the end; null if it is let in
     * @param onEnd what is run once, when both threads have done their work and the socket is closed
     */
    Connection(Socket socket, Room room, int nameWithinMillis, String refusal, Runnable onEnd) {
        this.socket = socket;
        this.room = room;
        this.nameWithinMillis = nameWithinMillis;
        this.onEnd = onEnd;
        this.reader = new Thread(() -> read(refusal), "chat-reader-" + socket.getPort());
        this.writer = new Thread(this::write, "chat-writer-" + socket.getPort());
    }

    /** @throws OutOfMemoryError if no thread can be started; then the connection has ended */
    void start() {
        try {
            writer.start();
            reader.start();
        } catch (OutOfMemoryError e) {
            end();
            throw e;
        }
    }

    private void read(String refusal) {
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            hangUp(refusal == null ? talk() : refusal);
        } catch (IOException e) {
            drop(e.getMessage());
        } finally {
            end();
        }
    }

    // tag::read[]
    /**
     * The client's side of the talk: first a name, then one line for each message. Runs on the reader's thread.
     *
     * @return the sentence for the client that says why it is over; empty if the client has ended it
     * @throws IOException if the connection is gone, so that nothing can be said
     */
    private String talk() throws IOException {
        try {
            TimedInput in = new TimedInput(socket, nameWithinMillis);
            LineReader lines = new LineReader(in, Message.MAX_TEXT);
            String hello = lines.readLine();
            if (hello != null) {
                String name = join(hello);
                in.takeYourTime();
                for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                    room.publish(name, text);
                }
            }
            return "";
        } catch (ProtocolException | EOFException | IllegalArgumentException e) {
            return e.getMessage();
        } catch (SocketTimeoutException e) {
            return "no name came in time";
        }
    }
    // end::read[]

    /** The first line: a name, or a name, a tab, and the id of the last message that this client has seen. */
    private String join(String hello) throws ProtocolException {
        String[] parts = hello.split("\t", 2);
        if (REQUEST_LINE.matcher(parts[0]).matches()) {
            throw new ProtocolException("this is a room for bare TCP, and no HTTP is spoken in it");
        }
        if (parts.length == 2 && !ID.matcher(parts[1]).matches()) {
            throw new ProtocolException("after the name and a tab comes the id of a message");
        }
        String name = Message.check("name", parts[0], Message.MAX_FROM);
        room.join(this, parts.length == 1 ? 0 : Long.parseLong(parts[1]));
        return name;
    }

    // tag::write[]
    /** Sends what comes into the outbox, until the end. Runs on the writer's thread. */
    private void write() {
        try {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            for (List<byte[]> lines = outbox.take(); !lines.isEmpty(); lines = outbox.take()) {
                for (byte[] line : lines) {
                    out.write(line);
                }
                if (outbox.isEmpty()) {
                    out.flush();                          // many lines, one write; and none waits for the next
                }
            }
            out.flush();
            socket.shutdownOutput();                      // our half is closed, and the client's may still be open
        } catch (IOException e) {
            drop(e.getMessage());
        } catch (InterruptedException e) {
            close();                                      // it is closed already: that is why we were interrupted
        }
    }
    // end::write[]

    /** Called by the room, under its lock: what was missed comes before what is published from now on. */
    void missed(List<byte[]> lines) {
        if (!lines.isEmpty()) {
            outbox.add(lines);
        }
    }

    /** Puts a line into the outbox. False when {@link #OUTBOX} entries wait there already. Never waits. */
    boolean offer(byte[] line) {
        return outbox.size() < OUTBOX && outbox.offer(List.of(line));
    }

    // tag::goodbye[]
    /** Says why this is the end, behind all that waits in the outbox, and ends our half. From any thread, at once. */
    void sayGoodbye(String why) {
        room.leave(this);
        if (!why.isEmpty()) {
            outbox.offer(List.of(("! " + why + "\n").getBytes(UTF_8)));
        }
        outbox.offer(List.of());
    }

    /**
     * Says goodbye and waits until the client has it. The client may still be sending: a socket that is closed with
     * unread bytes in it sends a reset, which can destroy the sentence on its way. So what comes is read and thrown
     * away, for a second at the most.
     */
    private void hangUp(String why) throws IOException {
        sayGoodbye(why);
        try {
            if (!ends(writer, DRAIN_MILLIS)) {
                drop("it does not read its goodbye");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        InputStream rest = socket.getInputStream();
        byte[] thrownAway = new byte[1024];
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS);
        int left = DRAIN_MILLIS;
        do {
            socket.setSoTimeout(left);
            left = (int) TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        } while (rest.read(thrownAway) >= 0 && left > 0);
    }
    // end::goodbye[]

    /** Ends the connection from any thread, now: closing the socket ends a wait in read or write. */
    void drop(String why) {
        LOG.log(Level.DEBUG, () -> "dropped " + socket.getRemoteSocketAddress() + ": " + why);
        close();
    }

    private void end() {
        room.leave(this);
        close();
        onEnd.run();
    }

    private void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing failed", e);
        }
        writer.interrupt();              // after the close: a writer that starts only now sees a closed socket
    }

    /** Waits until both threads have ended; false when they have not after so many milliseconds. */
    boolean awaitEnd(long millis) throws InterruptedException {
        return ends(reader, millis) && ends(writer, millis);
    }

    /** @param millis not positive: looks and does not wait */
    private static boolean ends(Thread thread, long millis) throws InterruptedException {
        if (millis > 0) {
            thread.join(millis);
        }
        return !thread.isAlive();
    }
}
