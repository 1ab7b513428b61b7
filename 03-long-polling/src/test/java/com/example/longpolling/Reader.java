package com.example.longpolling;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.longpolling.exercise.Slowness;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A reader on a bare socket: it asks, and later reads the answer, or does not. It has no thread. */
final class Reader implements AutoCloseable {

    record Answer(int status, String head, String body) {
    }

    private final Socket socket = new Socket();
    private final InputStream in;

    Reader(URI server) throws IOException {
        this(server, 0);
    }

    /** @param receiveBuffer bytes that the kernel takes for a reader that does not read; 0 for as many as it likes */
    Reader(URI server, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), Slowness.millis(5_000));
        socket.setSoTimeout(Slowness.millis(10_000));
        in = new BufferedInputStream(socket.getInputStream());
    }

    static List<Reader> many(int count, URI server) throws IOException {
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            readers.add(new Reader(server));
        }
        return readers;
    }

    void ask(long after, int wait) throws IOException {
        String question = "GET /messages?after=" + after + "&wait=" + wait + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(question.getBytes(UTF_8));
    }

    /** The next answer on this connection. */
    Answer answer() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the connection ended behind: " + head);
            }
            head.append((char) b);
        }
        int length = head.indexOf("Content-length: ") < 0 ? 0 : Integer.parseInt(head.substring(
                head.indexOf("Content-length: ") + 16, head.indexOf("\r\n", head.indexOf("Content-length: "))));
        String body = new String(in.readNBytes(length), UTF_8);
        return new Answer(Integer.parseInt(head.substring(9, 12)), head.toString(), body);
    }

    /** Waits until the answer begins, or the connection ends; the answer cannot be had whole after that. */
    void awaitFirstByte() throws IOException {
        try {
            in.read();
        } catch (SocketException gaveUp) {
            // The server has closed the connection before it had sent anything: that was quick.
        }
    }

    /** Whether bytes have come that are not read yet. */
    boolean hasMore() throws IOException {
        return in.available() > 0;
    }

    /** How many bytes come until the server closes the connection. */
    long bytesUntilTheEnd() throws IOException {
        return in.transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
