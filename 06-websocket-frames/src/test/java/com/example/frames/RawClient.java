package com.example.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.example.frames.exercise.Slowness;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;

/** A client that can do everything wrong. Every wait has ten seconds. */
final class RawClient implements AutoCloseable {

    final Socket socket;
    private final InputStream in;

    RawClient(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(Slowness.millis(10_000));
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** A client with the handshake done. */
    static RawClient open(URI server, String path) throws IOException {
        RawClient client = new RawClient(server);
        client.send((Core.REQUEST.replace("/echo", path) + "\r\n").getBytes(ISO_8859_1));
        client.head();
        return client;
    }

    void send(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** What comes up to the empty line. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append(new String(read(1), ISO_8859_1));
        }
        return head.toString();
    }

    byte[] read(int bytes) throws IOException {
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) {
            throw new IOException("the server hung up after " + Core.hex(read));
        }
        return read;
    }

    /** All that comes until the server ends its side. */
    byte[] rest() throws IOException {
        return in.readAllBytes();
    }

    /** True when what comes ends, sooner or later, with these bytes; the connection stays open. */
    boolean hears(byte[] last) throws IOException {
        byte[] window = new byte[last.length];
        byte[] buffer = new byte[64 * 1024];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            byte[] joined = Arrays.copyOf(window, window.length + n);
            System.arraycopy(buffer, 0, joined, window.length, n);
            window = Arrays.copyOfRange(joined, n, joined.length);
            if (Arrays.equals(window, last)) {
                return true;
            }
        }
        return false;
    }

    /** Leaves with a reset. */
    void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
