package com.example.undertow.exercise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;

/** A client that is nothing but a socket. It tells what it hears as text: "text hello", "close 1009", "end". */
final class Peer implements AutoCloseable {

    static final int TEXT = 0x81;
    static final int BINARY = 0x82;
    static final int CLOSE = 0x88;
    static final int PING = 0x89;
    static final int PONG = 0x8A;

    /** For the opening handshake: the first one of all loads most of Undertow's classes. */
    private static final int HANDSHAKE_MILLIS = 12_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    private Peer(int port) throws IOException {
        socket.setReceiveBufferSize(16_384);
        socket.connect(new InetSocketAddress("127.0.0.1", port), Slowness.millis(HANDSHAKE_MILLIS));
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** With the opening handshake behind it. */
    static Peer open(Served server) throws IOException {
        Peer peer = new Peer(server.port());
        String head = peer.handshake("13");
        Story.of("A handshake of version 13 is answered with 101 (RFC 6455, section 4.2.2).")
                .same("the status", "HTTP/1.1 101", head.substring(0, Math.min(12, head.length())));
        return peer;
    }

    static Peer connect(Served server) throws IOException {
        return new Peer(server.port());
    }

    /** Sends an opening handshake of that version, or none; returns the response's head in lower case but for HTTP. */
    String handshake(String version) throws IOException {
        socket.setSoTimeout(Slowness.millis(HANDSHAKE_MILLIS));
        socket.getOutputStream().write(("GET /any/path HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + (version == null ? "" : "Sec-WebSocket-Version: " + version + "\r\n") + "\r\n").getBytes(ISO_8859_1));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.readByte());
        }
        return "HTTP" + head.toString(ISO_8859_1).substring(4).toLowerCase(Locale.ROOT);
    }

    void send(String text) throws IOException {
        send(TEXT, text.getBytes(UTF_8));
    }

    /** One frame, masked as a client must (RFC 6455, section 5.3). */
    void send(int first, byte... payload) throws IOException {
        byte[] key = {0x37, (byte) 0xFA, 0x21, 0x3D};
        int size = payload.length;
        ByteBuffer frame = ByteBuffer.allocate(14 + size).put((byte) first);
        if (size < 126) {
            frame.put((byte) (0x80 | size));
        } else if (size < 65_536) {
            frame.put((byte) 0xFE).putShort((short) size);
        } else {
            frame.put((byte) 0xFF).putLong(size);
        }
        frame.put(key);
        for (int i = 0; i < size; i++) {
            frame.put((byte) (payload[i] ^ key[i % 4]));
        }
        socket.getOutputStream().write(frame.array(), 0, frame.position());
    }

    void close(int code) throws IOException {
        send(CLOSE, (byte) (code >> 8), (byte) code);
    }

    /** What comes next, for as long as our patience lasts. */
    String next() throws IOException {
        try {
            int[] first = new int[1];
            if (!Patience.<IOException>within(millis -> comes(first, millis))) {
                return "nothing more came";
            }
            int length = in.readUnsignedByte();
            byte[] payload = new byte[length < 126 ? length : length == 126
                    ? in.readUnsignedShort() : (int) in.readLong()];
            in.readFully(payload);
            return switch (first[0]) {
                case TEXT -> "text " + show(payload);
                case BINARY -> "binary " + hex(payload);
                case PONG -> "pong " + show(payload);
                case PING -> next();
                case CLOSE -> payload.length == 0 ? "close" : "close "
                        + (ByteBuffer.wrap(payload).getShort() & 0xFFFF) + reason(payload);
                default -> "a frame that begins with " + Integer.toHexString(first[0]);
            };
        } catch (SocketTimeoutException e) {
            return "a part of a frame, and nothing more";
        } catch (EOFException | SocketException e) {
            return "end";
        }
    }

    /** Reads the first byte of a frame; says whether it came within so long. */
    private boolean comes(int[] first, long millis) throws IOException {
        socket.setSoTimeout((int) millis);
        try {
            first[0] = in.readUnsignedByte();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** The next one, without a reason behind the code of a Close. */
    String nextCode() throws IOException {
        return next().replaceAll("^(close \\d+).*", "$1");
    }

    private static String reason(byte[] payload) {
        return payload.length == 2 ? "" : " " + new String(payload, 2, payload.length - 2, UTF_8);
    }

    /** A text; a long one by its length and a check sum. */
    static String show(byte[] payload) {
        return payload.length <= 64 ? new String(payload, UTF_8) : sum(payload);
    }

    /** The same for binary: in hexadecimal. */
    static String hex(byte[] payload) {
        return payload.length <= 64 ? HexFormat.ofDelimiter(" ").formatHex(payload) : sum(payload);
    }

    private static String sum(byte[] payload) {
        CRC32 sum = new CRC32();
        sum.update(payload);
        return "of " + payload.length + " bytes, CRC " + Long.toHexString(sum.getValue());
    }

    /** Leaves like a machine whose plug was pulled: TCP is reset, no Close is sent. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
