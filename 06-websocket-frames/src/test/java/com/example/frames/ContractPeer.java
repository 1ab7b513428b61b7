package com.example.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.frames.exercise.Slowness;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * A client that is nothing but a socket: it can send what no library would send, stop reading, and leave without a
 * word. Every read has ten seconds, on a busy machine more. The same file is in lessons 06, 07 and 08.
 */
final class ContractPeer implements AutoCloseable {

    static final int TEXT = 0x81;
    static final int BINARY = 0x82;
    static final int CLOSE = 0x88;
    static final int PING = 0x89;
    static final int PONG = 0x8A;

    private static final int MILLIS = 10_000;
    private static final int MOST = 17 << 20;

    private final URI server;
    private final Socket socket = new Socket();
    private final DataInputStream in;
    /** The payloads of the pongs that came before, or between the frames of, the message read last. */
    final Deque<String> pongs = new ArrayDeque<>();

    /** What the server sent: a whole message, or a control frame. */
    record Received(int first, byte[] payload) {

        String text() {
            return new String(payload, UTF_8);
        }

        /** The code of a Close; 1005 if it has none (RFC 6455, section 7.1.5). */
        int code() {
            return payload.length == 0 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }

        String reason() {
            return payload.length == 0 ? "" : new String(payload, 2, payload.length - 2, UTF_8);
        }
    }

    private ContractPeer(URI server, int receiveBuffer) throws IOException {
        this.server = server;
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), Slowness.millis(MILLIS));
        socket.setSoTimeout(Slowness.millis(MILLIS));
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** TCP alone. */
    static ContractPeer connect(URI server) throws IOException {
        return new ContractPeer(server, 0);
    }

    /** With the opening handshake behind it. */
    static ContractPeer open(URI server, String target, String... fields) throws IOException {
        return connect(server).opened(target, fields);
    }

    /** The same, with the smallest receive buffer: little is on its way when it does not read. */
    static ContractPeer openWithSmallBuffer(URI server, String target) throws IOException {
        return new ContractPeer(server, 4_096).opened(target);
    }

    private ContractPeer opened(String target, String... fields) throws IOException {
        String answer = handshake(target, fields);
        assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
        return this;
    }

    /** An opening handshake as RFC 6455 has it in section 1.3; these fields replace those of the same name. */
    String handshake(String target, String... fields) throws IOException {
        write(request(target, fields).getBytes(ISO_8859_1));
        return head();
    }

    String request(String target, String... fields) {
        StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
        String own = String.join("\n", fields).toLowerCase(Locale.ROOT);
        for (String field : new String[] {"Host: " + server.getAuthority(), "Upgrade: websocket",
            "Connection: Upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13"}) {
            String name = field.substring(0, field.indexOf(':') + 1).toLowerCase(Locale.ROOT);
            if (!("\n" + own).contains("\n" + name)) {
                request.append(field).append("\r\n");
            }
        }
        for (String field : fields) {
            request.append(field).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    /** The head of the answer: the status line and the fields. */
    String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.readByte());
        }
        return head.toString(ISO_8859_1);
    }

    /** So many bytes as they are: the body of an answer. */
    String text(int bytes) throws IOException {
        return new String(in.readNBytes(bytes), UTF_8);
    }

    void write(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** One frame, masked as a client must (section 5.3). */
    void send(int first, byte[] payload) throws IOException {
        write(frame(first, payload));
    }

    void send(int first, String payload) throws IOException {
        send(first, payload.getBytes(UTF_8));
    }

    void close(int code) throws IOException {
        send(CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
    }

    static byte[] frame(int first, byte[] payload) {
        byte[] key = {0x37, (byte) 0xFA, 0x21, 0x3D};
        int size = payload.length;
        ByteBuffer frame = ByteBuffer.allocate(2 + (size < 126 ? 0 : size < 65_536 ? 2 : 8) + 4 + size);
        frame.put((byte) first);
        if (size < 126) {
            frame.put((byte) (0x80 | size));
        } else if (size < 65_536) {
            frame.put((byte) 0xFE).putShort((short) size);
        } else {
            frame.put((byte) 0xFF).putLong(size);
        }
        frame.put(key);
        byte[] bytes = frame.array();
        int header = frame.position();
        for (int i = 0; i < size; i++) {
            bytes[header + i] = (byte) (payload[i] ^ key[i & 3]);
        }
        return bytes;
    }

    /** The next message, put together from its frames, or the Close. Pongs are set aside, pings are passed over. */
    Received read() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int kind = 0;
        while (true) {
            int first = in.readUnsignedByte();
            byte[] payload = new byte[length(in.readUnsignedByte())];
            in.readFully(payload);
            int opcode = first & 0x0F;
            if (opcode == 8) {
                return new Received(first, payload);
            } else if (opcode == 10) {
                pongs.add(new String(payload, ISO_8859_1));
            } else if (opcode < 3) {
                assertEquals(message.size() == 0 && kind == 0, opcode != 0, "a continuation continues something");
                kind = opcode == 0 ? kind : first & 0x7F;
                message.writeBytes(payload);
                assertTrue(message.size() <= MOST, "a message that this peer is ready for");
                if ((first & 0x80) != 0) {
                    return new Received(0x80 | kind, message.toByteArray());
                }
            } else {
                assertEquals(9, opcode, "a server sends no other opcode");
            }
        }
    }

    private int length(int second) throws IOException {
        assertTrue(second < 128, "a server does not mask (section 5.1)");
        long length = second < 126 ? second : second == 126 ? in.readUnsignedShort() : in.readLong();
        assertTrue(length >= 0 && length <= MOST, "a length of " + length);
        return (int) length;
    }

    /** The next pong, whatever else comes before it. */
    String pong() throws IOException {
        while (pongs.isEmpty()) {
            int first = in.readUnsignedByte();
            byte[] payload = new byte[length(in.readUnsignedByte())];
            in.readFully(payload);
            assertEquals(PONG, first, "a pong");
            pongs.add(new String(payload, ISO_8859_1));
        }
        return pongs.remove();
    }

    /** Reads on until there is a Close, and returns it. */
    Received readToClose() throws IOException {
        Received next = read();
        while (next.first() != CLOSE) {
            next = read();
        }
        return next;
    }

    /** Whether the server ends TCP now, with nothing more said. */
    boolean ends() throws IOException {
        try {
            return in.read() < 0;
        } catch (EOFException | SocketException e) {
            return true;
        }
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
