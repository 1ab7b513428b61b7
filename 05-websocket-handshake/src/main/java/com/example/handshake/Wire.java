package com.example.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Bytes over a connection of their own, and bytes as a text to look at. No protocol: it sends what it is given. */
final class Wire {

    private static final int MAX_ANSWER = 64 * 1024;
    private static final int SHOWN_OF_LINE = 88;
    private static final int SHOWN_LINES = 20;

    private Wire() {
    }

    /**
     * Sends the request and returns the whole answer, up to the end of the stream. After 101 the stream goes on: then
     * the answer is the head and the first frame, "Hello".
     *
     * @throws java.net.SocketTimeoutException if the answer is not complete when the time is over
     * @throws IOException if there is no server, or the answer is longer than 64 KiB
     */
    static byte[] exchange(InetSocketAddress server, byte[] request, Duration limit) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, (int) limit.toMillis());
            TimedInput in = new TimedInput(socket, limit);
            try {
                socket.getOutputStream().write(request);
            } catch (IOException e) {
                // It may have answered, and hung up, before it had it all. The answer is what counts.
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                answer.write(b);
                if (answer.size() > MAX_ANSWER) {
                    throw new EOFException("the answer is longer than " + MAX_ANSWER + " bytes");
                }
                if (b == 'o' && isUpgraded(answer.toString(ISO_8859_1))) {
                    break;
                }
            }
            return answer.toByteArray();
        }
    }

    private static boolean isUpgraded(String answer) {
        return answer.startsWith("HTTP/1.1 101 ")
                && answer.endsWith("\r\n\r\n" + new String(Connection.HELLO, ISO_8859_1));
    }

    /**
     * Each line with its end made visible, as {@code \r\n}, and a line of its own for each; other bytes that cannot
     * be printed as {@code \x81}. Long lines, and many of them, are cut.
     */
    static String visible(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        String[] lines = new String(bytes, ISO_8859_1).split("(?<=\n)");
        for (int i = 0; i < lines.length; i++) {
            if (lines.length > SHOWN_LINES && i == SHOWN_LINES - 2) {
                text.append("... ").append(lines.length - SHOWN_LINES).append(" more lines ...\n");
                i = lines.length - 2;
            }
            text.append(visible(lines[i])).append('\n');
        }
        return text.toString();
    }

    private static String visible(String line) {
        StringBuilder text = new StringBuilder();
        for (char c : line.toCharArray()) {
            text.append(c == '\r' ? "\\r" : c == '\n' ? "\\n" : c == '\t' ? "\\t"
                    : c >= ' ' && c < 0x7f ? String.valueOf(c) : String.format("\\x%02x", (int) c));
        }
        return text.length() <= SHOWN_OF_LINE ? text.toString()
                : text.substring(0, SHOWN_OF_LINE - 28) + " ... (" + line.length() + " bytes in all)";
    }
}
