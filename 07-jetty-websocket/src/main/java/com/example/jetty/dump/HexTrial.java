package com.example.jetty.dump;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the server says to any bytes, right or wrong: they are sent to its {@code /echo} over a socket, behind a
 * handshake that is right. A trial takes fifteen seconds at most, on a thread of its own: no thread of the server
 * waits for it. The same file is in lessons 07 and 08.
 */
public final class HexTrial {

    /** The most bytes that can be asked about at once. */
    static final int MOST_BYTES = 1_024;
    private static final int MOST_ANSWERED = 64 * 1_024;
    private static final int CONNECT_MILLIS = 1_000;
    /** So long the server may think; when it has said something, and nothing more comes for a while, that was all. */
    private static final int THINKS_MILLIS = 4_000;
    private static final int QUIET_MILLIS = 500;
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(6);

    private final URI server;
    private final Report report = new Report("trial");
    private byte[] close;

    private HexTrial(URI server) {
        this.server = server;
    }

    /**
     * Starts a trial.
     *
     * @param server its address
     * @param text pairs of hexadecimal digits; between them may be spaces, colons and commas
     * @param told what gets one report: they, the frames of the answer, and a verdict; or what is wrong with the
     *     text
     */
    public static void start(URI server, String text, Consumer<String> told) {
        String hex = text.replaceAll("[\\s:,]+", "");
        if (hex.length() > 2 * MOST_BYTES) {
            told.accept("trouble\nAt most " + MOST_BYTES + " bytes at once.");
        } else if (hex.isEmpty() || !hex.matches("([0-9A-Fa-f]{2})+")) {
            told.accept("trouble\nGive bytes as pairs of hexadecimal digits, such as 81 05 48.");
        } else {
            byte[] bytes = HexFormat.of().parseHex(hex);
            Thread thread = new Thread(() -> told.accept(new HexTrial(server).play(bytes)), "hex-trial");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private String play(byte[] bytes) {
        FrameDump up = new FrameDump((fields, payload) -> report.frame("up", fields));
        up.add(ByteBuffer.wrap(bytes));
        List<Field> unfinished = up.unfinished();
        if (!unfinished.isEmpty()) {
            report.frame("up", unfinished);
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), CONNECT_MILLIS);
            socket.setSoTimeout(THINKS_MILLIS);
            open(socket);
            socket.getOutputStream().write(bytes);
            boolean ended = listen(socket);
            verdict(ended, !unfinished.isEmpty());
            return report.toString();
        } catch (IOException e) {
            return "trouble\nThe server could not be asked: " + e.getMessage() + ".";
        }
    }

    private void open(Socket socket) throws IOException {
        socket.getOutputStream().write(("GET /echo HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").getBytes(US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0 || head.length() == MOST_ANSWERED) {
                throw new EOFException("there was no answer to the handshake");
            }
            head.append((char) next);
        }
        if (!head.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IOException(head.substring(0, head.indexOf("\r\n")));
        }
    }

    /** Reads until a Close has come, or nothing more comes; true if the connection was ended instead. */
    private boolean listen(Socket socket) {
        FrameDump down = new FrameDump((fields, payload) -> {
            report.frame("down", fields);
            if (fields.get(0).hex().equals("88")) {
                close = payload;
            }
        });
        byte[] buffer = new byte[4_096];
        long deadline = System.nanoTime() + LIMIT;
        int all = 0;
        try {
            InputStream in = socket.getInputStream();
            while (close == null && all < MOST_ANSWERED && System.nanoTime() < deadline) {
                int n = in.read(buffer);
                if (n < 0) {
                    return true;
                }
                all += n;
                down.add(ByteBuffer.wrap(buffer, 0, n));
                socket.setSoTimeout(QUIET_MILLIS);
            }
            return false;
        } catch (SocketTimeoutException quiet) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private void verdict(boolean ended, boolean unfinished) {
        if (close != null) {
            int code = close.length < 2 ? 1005 : ByteBuffer.wrap(close).getShort() & 0xFFFF;
            String reason = close.length < 3 ? "" : new String(close, 2, close.length - 2, UTF_8);
            report.verdict("close " + code + (reason.isEmpty() ? "" : ": " + reason), Rule.of(code, reason));
        } else if (ended) {
            report.verdict("The server has ended the connection, without a Close.", "");
        } else {
            report.verdict("The connection stays open.", unfinished ? "The frame is not complete: the server waits for"
                    + " the rest." : "");
        }
    }
}
