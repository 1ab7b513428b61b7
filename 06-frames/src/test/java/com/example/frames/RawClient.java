package com.example.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** A client that can do everything wrong. Every wait has ten seconds. */
final class RawClient implements AutoCloseable {

    final Socket socket;

    RawClient(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(10_000);
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
        byte[] read = socket.getInputStream().readNBytes(bytes);
        if (read.length < bytes) {
            throw new IOException("the server hung up after " + Core.hex(read));
        }
        return read;
    }

    /** All that comes until the server ends its side. */
    byte[] rest() throws IOException {
        return socket.getInputStream().readAllBytes();
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
