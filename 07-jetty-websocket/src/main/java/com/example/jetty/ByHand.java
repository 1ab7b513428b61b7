package com.example.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.HexFormat;
import java.util.Locale;

/** A client that is nothing but a socket, for the tour: it asks what no library would ask, and stops reading. */
final class ByHand implements AutoCloseable {

    private static final int MILLIS = 5_000;
    private static final int MOST = 1 << 20;
    private static final byte[] KEY = {0x37, (byte) 0xFA, 0x21, 0x3D};

    private final URI server;
    private final Socket socket = new Socket();
    private final DataInputStream in;

    /** @param receiveBuffer the size of the operating system's buffer, 0 for its own choice */
    ByHand(URI server, int receiveBuffer) throws IOException {
        this.server = server;
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), MILLIS);
        socket.setSoTimeout(MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** An opening handshake; these fields replace those of the same name. Returns the head of the answer. */
    String ask(String target, String... fields) throws IOException {
        socket.getOutputStream().write(request(target, fields).getBytes(ISO_8859_1));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0 && head.length() < MOST) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

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

    /** Sends a masked frame of up to 65,535 bytes; returns its first bytes as hex. */
    String send(int first, byte[] payload) throws IOException {
        int head = payload.length < 126 ? 2 : 4;
        byte[] frame = new byte[head + 4 + payload.length];
        frame[0] = (byte) first;
        frame[1] = (byte) (head == 2 ? 0x80 | payload.length : 0xFE);
        if (head == 4) {
            frame[2] = (byte) (payload.length >> 8);
            frame[3] = (byte) payload.length;
        }
        System.arraycopy(KEY, 0, frame, head, 4);
        for (int i = 0; i < payload.length; i++) {
            frame[head + 4 + i] = (byte) (payload[i] ^ KEY[i % 4]);
        }
        socket.getOutputStream().write(frame);
        return HexFormat.ofDelimiter(" ").formatHex(frame, 0, Math.min(frame.length, 20));
    }

    /** What comes next, in words: {@code text hello}, {@code ping}, {@code close 1001 going away}, or the end. */
    String next() {
        try {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            long length = second < 126 ? second : second == 126 ? in.readUnsignedShort() : in.readLong();
            byte[] payload = read(in, length);
            String text = new String(payload, UTF_8);
            return switch (first & 0x0F) {
                case 0, 1, 2 -> "text " + (length > 100 ? "of " + length + " bytes" : text);
                case 8 -> "close " + (length < 2 ? "" : ((payload[0] & 0xFF) << 8 | payload[1] & 0xFF) + " "
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

    private static byte[] read(InputStream in, long length) throws IOException {
        if (length < 0 || length > MOST) {
            throw new IOException("a frame of " + length + " bytes is more than this client is ready for");
        }
        return in.readNBytes((int) length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
