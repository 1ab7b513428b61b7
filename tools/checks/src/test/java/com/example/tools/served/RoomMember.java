package com.example.tools.served;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/**
 * A member of a room over WebSocket, on a bare socket: it says a text, hears a line, and leaves in good or in bad
 * manners. Every wait has a bound.
 */
final class RoomMember implements AutoCloseable {

    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final int PONG = 0x8A;
    private static final int MOST = 1 << 16;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final int waitMillis;

    /**
     * Joins.
     *
     * @param after the id of the last message seen, 0 for none
     * @param receiveBuffer in bytes; 0 for the usual one
     * @param waitMillis how long it may take until the server says something
     */
    RoomMember(int port, String name, long after, int receiveBuffer, int waitMillis) throws IOException {
        this.waitMillis = waitMillis;
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress("127.0.0.1", port), waitMillis);
        socket.setSoTimeout(waitMillis);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        write(("GET /chat?name=" + name + "&after=" + after + " HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").getBytes(ISO_8859_1));
        String head = head();
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new IOException("no WebSocket: " + head);
        }
    }

    void say(String text) throws IOException {
        write(frame(TEXT, text.getBytes(UTF_8)));
    }

    /**
     * The next line of the room: {@code id TAB from TAB text}.
     *
     * @throws EOFException if the room has let this member go, as one that is too slow
     * @throws SocketTimeoutException if there is none in time, be there pings or not
     */
    String hear() throws IOException {
        for (long end = System.nanoTime() + MILLISECONDS.toNanos(waitMillis); System.nanoTime() < end;) {
            int first = in.readUnsignedByte();
            int length = in.readUnsignedByte();
            length = length < 126 ? length : length == 126 ? in.readUnsignedShort() : MOST;
            if (length == MOST) {
                throw new IOException("a frame that this client is not ready for");
            }
            byte[] payload = new byte[length];
            in.readFully(payload);
            if (first == TEXT) {
                return new String(payload, UTF_8);
            } else if (first == CLOSE) {
                throw new EOFException(length < 2 ? "Close" : "Close " + (ByteBuffer.wrap(payload).getShort() & 0xFFFF)
                        + " " + new String(payload, 2, length - 2, UTF_8));
            }
            write(frame(PONG, payload));
        }
        throw new SocketTimeoutException("nothing but pings");
    }

    /** Says goodbye: Close 1000. */
    void sayGoodbye() throws IOException {
        write(frame(CLOSE, new byte[] {0x03, (byte) 0xE8}));
    }

    /** Leaves in the middle of a message, with a reset of TCP. */
    void breakOff() throws IOException {
        write(new byte[] {(byte) TEXT, (byte) 0x85, 1, 2, 3, 4, 5});
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static byte[] frame(int first, byte[] payload) {
        boolean small = payload.length < 126;
        ByteBuffer frame = ByteBuffer.allocate((small ? 2 : 4) + 4 + payload.length).put((byte) first);
        if (small) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) 0xFE).putShort((short) payload.length);
        }
        return frame.putInt(0).put(payload).array();            // a masking key of zeros changes nothing
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            if (head.length() == MOST) {
                throw new IOException("a head of more than " + MOST + " bytes");
            }
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    private void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
