package com.example.polling;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Locale;

/**
 * HTTP without an HTTP client: a TCP socket, into which a request is written as text, and from which the answer is read
 * as text. What goes out is printed behind {@code >}, what comes in behind {@code <}.
 */
final class RawHttp implements AutoCloseable {

    private static final int ANSWER_WITHIN_MILLIS = 5_000;
    private static final int MAX_HEAD = 8_192;
    private static final int MAX_BODY = 65_536;

    private final Socket socket;

    RawHttp(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(ANSWER_WITHIN_MILLIS);
    }

    // tag::ask[]
    /** Sends the lines of a request, with the empty line that ends it, and reads the answer (RFC 9112, section 2.1). */
    void ask(String... lines) throws IOException {
        for (String line : lines) {
            System.out.println("  > " + line);
        }
        System.out.println("  >");
        socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(UTF_8));

        InputStream in = socket.getInputStream();
        int length = 0;
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            System.out.println("  < " + (line.startsWith("Date:") ? "Date: ..." : line));
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = number(line.substring("content-length:".length()).strip());
            }
        }
        System.out.println("  <");
        readBody(in, length).lines().forEach(line -> System.out.println("  < " + line));
    }
    // end::ask[]

    /** Whether anything comes within so many milliseconds: a byte, or the end. */
    boolean hears(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return socket.getInputStream().read() >= -1;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(ANSWER_WITHIN_MILLIS);
        }
    }

    /** Whether the server closes the connection now. */
    boolean endsNow() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended inside a line");
            }
            if (line.size() == MAX_HEAD) {
                throw new ProtocolException("a line is at most " + MAX_HEAD + " bytes");
            }
            line.write(b);
        }
        return line.toString(UTF_8).stripTrailing();
    }

    private static String readBody(InputStream in, int length) throws IOException {
        if (length > MAX_BODY) {
            throw new ProtocolException("an answer of " + length + " bytes is announced, the limit is " + MAX_BODY);
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the answer ended after " + body.length + " of " + length + " bytes");
        }
        return new String(body, UTF_8);
    }

    /** Digits and nothing else: the JDK's own parser would also take a sign, and the digits of other scripts. */
    private static int number(String digits) throws ProtocolException {
        if (!digits.matches("[0-9]{1,9}")) {
            throw new ProtocolException("this is no number: " + digits);
        }
        return Integer.parseInt(digits);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
