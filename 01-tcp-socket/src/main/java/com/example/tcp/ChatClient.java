package com.example.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.function.Consumer;

/**
 * A client of the room. Sending and receiving are two different jobs: {@link #send} runs on the caller's thread, while
 * receiving waits on a thread of its own, since {@code read} blocks until something comes. There is no way back for a
 * socket that was closed: to talk again is to join again, with the id of the last message it saw.
 */
public final class ChatClient implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ChatClient.class.getName());
    private static final int CONNECT_WITHIN_MILLIS = 5_000;
    private static final int END_WITHIN_MILLIS = 5_000;
    // id, tab, name, tab, text: a line from the server is longer than one to it.
    private static final int MAX_LINE = 20 + 1 + Message.MAX_FROM + 1 + Message.MAX_TEXT;

    private final Socket socket = new Socket();                          // create
    private final Consumer<Message> onMessage;
    private final Consumer<IOException> onEnd;
    private final Thread receiver;
    private volatile long lastId;
    private volatile boolean closed;

    private ChatClient(String name, long after, Consumer<Message> onMessage, Consumer<IOException> onEnd) {
        this.lastId = after;
        this.onMessage = onMessage;
        this.onEnd = onEnd;
        this.receiver = new Thread(this::receive, "chat-client-" + name);
    }

    // tag::join[]
    /**
     * Connects and enters the room.
     *
     * @param after the id of the last message that was seen, 0 for none: what came after it comes first
     * @param onMessage the callback for each message, run by one thread, in the order of the ids
     * @param onEnd the callback that is told once why the connection ended, unless {@link #close} ended it
     * @throws IOException if there is no connection within 5 s
     */
    public static ChatClient join(InetSocketAddress server, String name, long after,
            Consumer<Message> onMessage, Consumer<IOException> onEnd) throws IOException {
        Message.check("name", name, Message.MAX_FROM);
        ChatClient client = new ChatClient(name, after, onMessage, onEnd);
        try {
            client.socket.connect(server, CONNECT_WITHIN_MILLIS);        // connect: waits for the server
            client.socket.setTcpNoDelay(true);
            client.write(name + "\t" + after);
        } catch (IOException e) {
            client.socket.close();
            throw e;
        }
        client.receiver.start();
        return client;
    }
    // end::join[]

    /**
     * Says something. Returns when the operating system has the bytes; the room's answer is the message itself.
     *
     * @throws IllegalArgumentException if the text is empty, too long, or has control characters
     * @throws IOException if the connection is gone
     */
    public void send(String text) throws IOException {
        write(Message.check("text", text, Message.MAX_TEXT));
    }

    /** The id of the last message that was handed to {@code onMessage}: what to come back with. */
    public long lastId() {
        return lastId;
    }

    /** One line, one write, one at a time: two threads that send at once must not mix their bytes. */
    private synchronized void write(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(UTF_8));
    }

    // tag::receive[]
    /** Receives on a thread of its own, since it waits in {@code read} most of the time. */
    private void receive() {
        try {
            LineReader lines = new LineReader(socket.getInputStream(), MAX_LINE);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("! ")) {
                    throw new ProtocolException(line.substring(2));
                }
                Message message = parse(line);
                lastId = message.id();
                onMessage.accept(message);
            }
            throw new EOFException("the server has closed the connection");
        } catch (IOException e) {
            if (!closed) {
                onEnd.accept(e);
            }
        } finally {
            closeSocket();
        }
    }
    // end::receive[]

    private static Message parse(String line) throws ProtocolException {
        try {
            return Message.parse(line);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("the server sent no message: " + e.getMessage());
        }
    }

    /** Closes the socket, which ends the wait in the receiver's read; no callback starts after it. */
    @Override
    public void close() {
        closed = true;
        closeSocket();
        if (Thread.currentThread() != receiver) {
            try {
                receiver.join(END_WITHIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing failed", e);
        }
    }
}
