package com.example.undertow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.HexFormat;

/** A client that is nothing but a socket, and prints what passes. */
final class ByHand implements AutoCloseable {

    private static final int WAIT_MILLIS = 5_000;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final byte[] KEY = {0x37, (byte) 0xFA, 0x21, 0x3D};

    private final URI server;
    private final Socket socket = new Socket();
    private final DataInputStream in;
    private int length;

    ByHand(URI server) throws IOException {
        this.server = server;
        // With the usual one, megabytes would be on their way to who does not read.
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), WAIT_MILLIS);
        socket.setSoTimeout(WAIT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Sends an opening handshake and prints both heads; these fields stand in place of version 13. */
    void handshake(String target, boolean print, String... fields) throws IOException {
        String head = "GET " + target + " HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + (fields.length == 0 ? "Sec-WebSocket-Version: 13" : String.join("\r\n", fields)) + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) in.readUnsignedByte());
        }
        length = Arrays.stream(answer.toString().split("\r\n")).filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16))).findFirst().orElse(0);
        if (print) {
            lines("  > ", head);
            lines("  < ", answer.toString().replaceAll("Date: [^\r]*", "Date: ..."));
        }
    }

    /** What stands in the body of a refusal. */
    void body() throws IOException {
        lines("  < ", new String(in.readNBytes(length), UTF_8));
    }

    /** Sends a frame, masked as a client must. */
    void send(int first, String text) throws IOException {
        byte[] payload = text.getBytes(UTF_8);
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) first;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(KEY, 0, frame, 2, 4);
        for (int i = 0; i < payload.length; i++) {
            frame[6 + i] = (byte) (payload[i] ^ KEY[i % 4]);
        }
        sendBytes(frame);
    }

    void sendBytes(byte... bytes) throws IOException {
        System.out.println("  > " + HEX.formatHex(bytes));
        socket.getOutputStream().write(bytes);
    }

    /** Receives a frame of at most 125 bytes, and prints it. */
    void receive() throws IOException {
        byte[] header = in.readNBytes(2);
        byte[] payload = in.readNBytes(header.length == 2 ? header[1] : 0);
        String hex = HEX.formatHex(header) + " " + HEX.formatHex(payload);
        boolean close = header.length == 2 && (header[0] & 0x0F) == 8;
        System.out.println("  < " + (hex.length() > 44 ? hex.substring(0, 44) + "..." : hex) + "   "
                + (close ? "Close " + ((payload[0] & 0xFF) << 8 | payload[1] & 0xFF) + ", \""
                + new String(payload, 2, payload.length - 2, UTF_8) : "\"" + new String(payload, UTF_8)) + "\"");
    }

    private static void lines(String mark, String text) throws IOException {
        BufferedReader lines = new BufferedReader(new StringReader(text));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println((mark + line).stripTrailing());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
