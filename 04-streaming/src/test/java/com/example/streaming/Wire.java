package com.example.streaming;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.streaming.exercise.Slowness;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One connection to the server, spoken by hand: what is sent and what comes back, byte for byte. */
final class Wire implements AutoCloseable {

    static final int WITHIN_MILLIS = 5_000;

    final Socket socket = new Socket();
    private final InputStream in;

    /** A small receive buffer makes a reader that does not read felt sooner. */
    Wire(URI server) throws IOException {
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), Slowness.millis(WITHIN_MILLIS));
        socket.setSoTimeout(Slowness.millis(WITHIN_MILLIS));
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** An answer's status line, and its header fields with lower-case names. */
    record Head(String status, Map<String, String> fields) {
    }

    /** A stream that was asked for, its head read. */
    static Wire events(URI server, String query, String... fields) throws IOException {
        Wire wire = new Wire(server);
        Head head = wire.send("GET", "/events" + query, "", fields).head();
        if (!head.status().equals("HTTP/1.1 200 OK")) {
            throw new IOException(head.toString());
        }
        return wire;
    }

    Wire send(String method, String target, String body, String... fields) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String field : fields) {
            request.append(field).append("\r\n");
        }
        socket.getOutputStream().write(request.append("\r\n").append(body).toString().getBytes(UTF_8));
        return this;
    }

    Head head() throws IOException {
        String status = line();
        Map<String, String> fields = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            fields.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        return new Head(status, fields);
    }

    /** The next chunk of a chunked body (RFC 9112, section 7.1). */
    String chunk() throws IOException {
        int length = Integer.parseInt(line(), 16);
        byte[] chunk = in.readNBytes(length);
        if (chunk.length < length || !line().isEmpty()) {
            throw new EOFException("the body ended inside a chunk");
        }
        return new String(chunk, UTF_8);
    }

    /** The body of an answer with a Content-Length. */
    String body(Head head) throws IOException {
        return new String(in.readNBytes(Integer.parseInt(head.fields().getOrDefault("content-length", "0"))), UTF_8);
    }

    /** Reads until the server closes, or breaks, the connection; the number of bytes. */
    long toTheEnd() throws IOException {
        long bytes = 0;
        byte[] buffer = new byte[65_536];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            bytes += n;
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended");
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1).strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
