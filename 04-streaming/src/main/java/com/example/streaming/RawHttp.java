package com.example.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/**
 * HTTP without an HTTP client: a TCP socket, into which a request is written as text, and from which an answer is read
 * as it comes, chunk by chunk. What goes out is printed behind {@code >}, what comes in behind {@code <}.
 */
final class RawHttp implements AutoCloseable {

    private static final int ANSWER_WITHIN_MILLIS = 5_000;
    private static final int MAX_LINE = 8_192;
    private static final int MAX_CHUNK = 65_536;

    private final Socket socket;

    RawHttp(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(ANSWER_WITHIN_MILLIS);
    }

    /** Sends the lines of a request, with the empty line that ends it, and reads the head of the answer. */
    void ask(String... lines) throws IOException {
        for (String line : lines) {
            print("  > " + line);
        }
        print("  >");
        socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(UTF_8));
        String line;
        do {
            line = readLine();
            print("  < " + (line.startsWith("Date:") ? "Date: ..." : line));
        } while (!line.isEmpty());
    }

    // tag::chunk[]
    /** Reads the next chunk: its length as a hexadecimal number, the bytes, an empty line (RFC 9112, section 7.1). */
    void chunk() throws IOException {
        String size = readLine();
        int length = number(size);
        if (length > MAX_CHUNK) {
            throw new ProtocolException("a chunk of " + length + " bytes is announced, the limit is " + MAX_CHUNK);
        }
        byte[] chunk = socket.getInputStream().readNBytes(length);
        if (chunk.length < length || !readLine().isEmpty()) {
            throw new EOFException("the answer ended inside a chunk");
        }
        System.out.printf(Locale.ROOT, "  < %-4s a chunk of %d bytes:%n", size, length);
        new String(chunk, UTF_8).lines().forEach(line -> print("  <      " + line));
        print("  <");
    }
    // end::chunk[]

    private static void print(String line) {
        System.out.println(line.stripTrailing());
    }

    private String readLine() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended inside a line");
            }
            if (line.size() == MAX_LINE) {
                throw new ProtocolException("a line is at most " + MAX_LINE + " bytes");
            }
            line.write(b);
        }
        return line.toString(UTF_8).stripTrailing();
    }

    /** Digits and nothing else: the JDK's own parser would also take a sign, and the digits of other scripts. */
    private static int number(String digits) throws ProtocolException {
        if (!digits.matches("[0-9A-Fa-f]{1,7}")) {
            throw new ProtocolException("this is no hexadecimal number: " + digits);
        }
        return Integer.parseInt(digits, 16);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
