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

/**
 * One client of the server: the socket that {@code accept} returned, a thread that reads from it, and a thread that
 * writes to it. Only the writer writes, so lines never mix; others put a line into the outbox and go on.
 */
final class Connection {

    /** How many messages may wait for one client. A client that falls further behind is dropped. */
    static final int OUTBOX = 256;

    private static final System.Logger LOG = System.getLogger(Connection.class.getName());
    private static final int NAME_WITHIN_MILLIS = 60_000;
    private static final int DRAIN_MILLIS = 1_000;
    private static final byte[] GOODBYE = {};

    private final Socket socket;
    private final Room room;
    private final Runnable onEnd;
    private final BlockingQueue<byte[]> outbox = new ArrayBlockingQueue<>(OUTBOX + 2);
    private final Thread reader;
    private final Thread writer;
    private volatile List<Message> missed = List.of();

    /** @param onEnd is run once, when both threads have done their work and the socket is closed */
    Connection(Socket socket, Room room, Runnable onEnd) {
        this.socket = socket;
        this.room = room;
        this.onEnd = onEnd;
        this.reader = new Thread(this::read, "chat-reader-" + socket.getPort());
        this.writer = new Thread(this::write, "chat-writer-" + socket.getPort());
    }

    void start() {
        reader.start();
    }

    // tag::read[]
    /** The client's side of the talk: first a name, then one line for each message. Runs on the reader's thread. */
    private void read() {
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.setSoTimeout(NAME_WITHIN_MILLIS);
            LineReader lines = new LineReader(socket.getInputStream(), Message.MAX_TEXT);
            String hello = lines.readLine();
            if (hello != null) {
                String name = join(hello);
                socket.setSoTimeout(0);
                for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                    room.publish(name, text);
                }
            }
            sayGoodbye(null);
        } catch (ProtocolException | EOFException | IllegalArgumentException e) {
            sayGoodbye(e.getMessage());
        } catch (SocketTimeoutException e) {
            sayGoodbye("no name came for a minute");
        } catch (IOException e) {
            drop(e.getMessage());
        } finally {
            end();
        }
    }
    // end::read[]

    /** The first line: a name, or a name, a tab, and the id of the last message that this client has seen. */
    private String join(String hello) throws ProtocolException {
        String[] parts = hello.split("\t", 2);
        String name = Message.check("name", parts[0], Message.MAX_FROM);
        long after = 0;
        try {
            after = parts.length == 1 ? 0 : Long.parseLong(parts[1]);
        } catch (NumberFormatException e) {
            throw new ProtocolException("after the name and a tab comes the id of a message");
        }
        room.join(this, after);
        writer.start();
        return name;
    }

    // tag::write[]
    /** Sends what was missed, then what comes, until the goodbye. Runs on the writer's thread. */
    private void write() {
        try {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            for (Message message : missed) {
                out.write(encode(message));
            }
            missed = List.of();
            while (!socket.isClosed()) {
                if (outbox.isEmpty()) {
                    out.flush();                          // many lines, one write; and none waits for the next
                }
                byte[] line = outbox.take();
                if (line == GOODBYE) {
                    out.flush();
                    return;
                }
                out.write(line);
            }
        } catch (IOException e) {
            drop(e.getMessage());
        } catch (InterruptedException e) {
            drop("the server is closing");
        }
    }
    // end::write[]

    /** Called by the room, under its lock, before the writer starts. */
    void missed(List<Message> messages) {
        missed = messages;
    }

    /** Puts a line into the outbox. False when {@link #OUTBOX} lines wait there already. Never waits. */
    boolean offer(byte[] line) {
        return outbox.size() < OUTBOX && outbox.offer(line);
    }

    /**
     * Leaves the room, lets the writer send what is still in the outbox and why this is the end, and closes our side.
     * The client may still be sending: a socket that is closed with unread bytes in it sends a reset, which can
     * destroy the sentence on its way. So what comes is read and thrown away, for a second at the most.
     */
    private void sayGoodbye(String why) {
        room.leave(this);
        byte[] line = why == null ? GOODBYE : ("! " + why + "\n").getBytes(UTF_8);
        try {
            if (writer.getState() == Thread.State.NEW) {
                socket.getOutputStream().write(line);
            } else if (!outbox.offer(line) || !outbox.offer(GOODBYE) || !ends(writer, DRAIN_MILLIS)) {
                drop("it does not read its goodbye");
            }
            socket.shutdownOutput();
            socket.setSoTimeout(DRAIN_MILLIS);
            InputStream rest = socket.getInputStream();
            byte[] thrownAway = new byte[1024];
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS);
            while (rest.read(thrownAway) >= 0 && System.nanoTime() < deadline) {
                // Only the end of the stream, or of our patience, is of interest.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the goodbye did not arrive", e);
        }
    }

    /** Ends the connection from any thread, now: closing the socket wakes up whoever waits in read or write. */
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

    private static boolean ends(Thread thread, long millis) throws InterruptedException {
        thread.join(millis);
        return !thread.isAlive();
    }

    static byte[] encode(Message message) {
        return (message.line() + "\n").getBytes(UTF_8);
    }
}
