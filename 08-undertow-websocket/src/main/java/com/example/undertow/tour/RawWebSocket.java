package com.example.undertow.tour;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A client that is nothing but a socket, for the tour: it asks what no library would ask, shows its bytes, and stops
 * reading. Every wait has five seconds. The same file is in lessons 07 and 08.
 */
final class RawWebSocket implements AutoCloseable {

    private static final int WAIT_MILLIS = 5_000;
    /** No response and no frame of a tour is longer, in bytes. */
    private static final int MOST = 1 << 20;
    private static final int SMALL_BUFFER = 4_096;
    private static final int SHOWN = 16;
    private static final byte[] KEY = {0x37, (byte) 0xFA, 0x21, 0x3D};
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private final URI server;
    private final Socket socket = new Socket();
    private final DataInputStream in;
    private String shown = "";

    private RawWebSocket(URI server, int receiveBuffer) throws IOException {
        this.server = server;
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), WAIT_MILLIS);
        socket.setSoTimeout(WAIT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** TCP alone. */
    static RawWebSocket connect(URI server) throws IOException {
        return new RawWebSocket(server, 0);
    }

    /** The same, with a small receive buffer: with the usual one, megabytes are on their way to a peer that stops. */
    static RawWebSocket withSmallBuffer(URI server) throws IOException {
        return new RawWebSocket(server, SMALL_BUFFER);
    }

    /** An opening handshake (RFC 6455, section 1.3); these fields replace those of the same name. */
    String request(String target, String... fields) {
        String own = ("\n" + String.join("\n", fields)).toLowerCase(Locale.ROOT);
        StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
        for (String field : new String[] {"Host: " + server.getAuthority(), "Upgrade: websocket",
            "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="}) {
            if (!own.contains("\n" + field.toLowerCase(Locale.ROOT).split(":")[0] + ":")) {
                request.append(field).append("\r\n");
            }
        }
        for (String field : fields) {
            request.append(field).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    /** Sends that, and returns the head of the response. */
    String ask(String target, String... fields) throws IOException {
        socket.getOutputStream().write(request(target, fields).getBytes(ISO_8859_1));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            if (head.length() == MOST) {
                throw new IOException("the head of the response has more than " + MOST + " bytes");
            }
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** The body of a response with this head: as many bytes as its Content-Length says. */
    String body(String head) throws IOException {
        String length = head.replaceFirst("(?is).*\r\ncontent-length: *([0-9]{1,7})\r\n.*", "$1");
        return length.equals(head) ? "" : new String(read(Integer.parseInt(length)), UTF_8);
    }

    /** Sends a masked frame with a payload of up to 65,535 bytes, and returns its first bytes as hex. */
    String send(int first, byte[] payload) throws IOException {
        boolean small = payload.length < 126;
        ByteBuffer frame = ByteBuffer.allocate((small ? 2 : 4) + KEY.length + payload.length);
        frame.put((byte) first).put((byte) (0x80 | (small ? payload.length : 126)));
        if (!small) {
            frame.putShort((short) payload.length);
        }
        frame.put(KEY);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ KEY[i % KEY.length]));
        }
        return write(frame.array());
    }

    /** Sends bytes as they are, and returns the first of them as hex. */
    String write(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return hex(bytes);
    }

    /** What comes next, in words: {@code text hello}, {@code ping}, {@code close 1001 going away}, or the end. */
    String next() {
        try {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            long length = second < 126 ? second : second == 126 ? in.readUnsignedShort() : in.readLong();
            byte[] payload = read(length);
            shown = hex(ByteBuffer.allocate(2 + payload.length).put((byte) first).put((byte) second).put(payload)
                    .array());
            return switch (first & 0x0F) {
                case 0, 1, 2 -> "text " + (length > 100 ? "of " + length + " bytes" : new String(payload, UTF_8));
                case 8 -> length < 2 ? "close" : ("close " + ((payload[0] & 0xFF) << 8 | payload[1] & 0xFF) + " "
                        + new String(payload, 2, payload.length - 2, UTF_8)).strip();
                case 9 -> "ping";
                default -> "pong";
            };
        } catch (SocketTimeoutException e) {
            return "nothing";
        } catch (IOException e) {
            return "cut off, without a Close";
        }
    }

    /** The first bytes of the frame that {@link #next} read last, as hex. */
    String shown() {
        return shown;
    }

    private byte[] read(long length) throws IOException {
        if (length < 0 || length > MOST) {
            throw new IOException(length + " bytes are more than this client is ready for");
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended " + (length - bytes.length) + " bytes early");
        }
        return bytes;
    }

    private static String hex(byte[] bytes) {
        return bytes.length <= SHOWN ? HEX.formatHex(bytes) : HEX.formatHex(bytes, 0, SHOWN) + " ...";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
