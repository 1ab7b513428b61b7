package com.example.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection of the load generator: its socket, its opening handshake, what it sends and what it gets. */
final class Peer implements Answers.Listener {

    private static final int LONGEST_HEAD = 8192;

    /** What becomes of the connections of a run. */
    interface Run {

        void opened(Peer peer) throws IOException;

        void answered(Peer peer);

        void failed(Peer peer, String why);
    }

    private final Run run;
    private final URI uri;
    private final boolean raw;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Outgoing outgoing;
    private final Answers answers;
    private final long[] releasedAt;
    private StringBuilder head = new StringBuilder();
    private ByteBuffer pongs;
    private boolean open;
    private boolean failed;
    private int ponged;

    /**
     * Starts to connect.
     *
     * @param uri {@code ws://} or, for bare bytes, {@code tcp://}; on the loopback
     * @param from which of this machine's addresses it has; null for any
     * @param memory for what it sends
     */
    Peer(Run run, Selector selector, URI uri, InetAddress from, boolean prefixed, Payload payload, int slots,
            ByteBuffer memory) throws IOException {
        this.run = run;
        this.uri = uri;
        raw = uri.getScheme().equals("tcp");
        outgoing = new Outgoing(memory, payload, slots, raw, 0x37FA213D);
        answers = new Answers(payload, raw, prefixed, this);
        releasedAt = new long[slots];
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (from != null) {
            channel.bind(new InetSocketAddress(from, 0));
        }
        key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), uri.getPort()));
    }

    boolean isOpen() {
        return open && !failed;
    }

    /** How many messages have come back, or come in. */
    long count() {
        return answers.count();
    }

    /** How many pongs have come. */
    int pongs() {
        return ponged;
    }

    /** When the message could be sent that is answered now. */
    long releasedAt() {
        return releasedAt[(int) ((answers.count() - 1) % releasedAt.length)];
    }

    /** One more message may go out; {@link #flush} sends it. */
    void release(long now) {
        releasedAt[(int) (outgoing.release() % releasedAt.length)] = now;
    }

    void flush() {
        if (failed) {
            return;
        }
        try {
            boolean done = (pongs == null || writePongs()) && outgoing.write(channel);
            key.interestOps(done ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } catch (IOException e) {
            fail(e.getMessage());
        }
    }

    /** The selector has something to say about this connection. */
    void ready(ByteBuffer in) {
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                connected();
            } else if (key.isReadable()) {
                if (channel.read(in.clear()) < 0) {
                    fail("the server ended the connection");
                } else {
                    take(in.flip());
                    flush();
                }
            } else if (key.isWritable()) {
                flush();
            }
        } catch (IOException | Answers.WrongException e) {
            fail(e.getMessage());
        }
    }

    private void connected() throws IOException {
        key.interestOps(SelectionKey.OP_READ);
        if (raw) {
            open = true;
            run.opened(this);
            return;
        }
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        ByteBuffer request = ByteBuffer.wrap(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + uri.getPort()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Version: 13\r\n\r\n").getBytes(ISO_8859_1));
        while (request.hasRemaining()) {
            channel.write(request);     // a fresh socket takes some hundred bytes at once
        }
    }

    private void take(ByteBuffer in) throws IOException, Answers.WrongException {
        while (!open && in.hasRemaining()) {
            head.append((char) (in.get() & 0xFF));
            if (head.length() > LONGEST_HEAD) {
                throw new IOException("the head of the answer does not end");
            }
            int length = head.length();
            if (length > 3 && head.charAt(length - 1) == '\n' && head.charAt(length - 3) == '\n') {
                String answer = head.toString();
                if (!answer.startsWith("HTTP/1.1 101 ") || !answer.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")) {
                    throw new IOException("refused: " + answer.lines().findFirst().orElse(""));
                }
                head = null;
                open = true;
                run.opened(this);
            }
        }
        answers.take(in);
    }

    @Override
    public void right() {
        run.answered(this);
    }

    @Override
    public void ping(byte[] payload) {
        control(0x8A, payload);
    }

    @Override
    public void pong() {
        ponged++;
    }

    /** Sends a ping; its pong is counted. It must not come between two parts of a message: none is under way. */
    void sendPing() {
        control(0x89, new byte[0]);
        flush();
    }

    private void control(int first, byte[] payload) {
        int before = pongs == null ? 0 : pongs.remaining();
        ByteBuffer larger = ByteBuffer.allocate(before + 6 + payload.length);
        if (pongs != null) {
            larger.put(pongs);
        }
        // A masking key of zeros leaves the payload as it is.
        pongs = larger.put((byte) first).put((byte) (0x80 | payload.length)).putInt(0).put(payload).flip();
    }

    private boolean writePongs() throws IOException {
        if (outgoing.insideFrame()) {
            if (!outgoing.write(channel)) {
                return false;
            }
        }
        channel.write(pongs);
        if (pongs.hasRemaining()) {
            return false;
        }
        pongs = null;
        return true;
    }

    private void fail(String why) {
        if (!failed) {
            failed = true;
            close();
            run.failed(this, why == null ? "the connection failed" : why);
        }
    }

    /** Closes it without TCP's farewell: its port is free at once, and not only after a minute. */
    void abort() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // it is closed already
        }
        close();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // it is closed all the same
        }
    }
}
