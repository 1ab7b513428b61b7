package com.example.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.tcp.exercise.Slowness;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A client that knows nothing of the room, as {@code nc} does: it sends bytes and reads lines, within 5 s each. */
final class RawClient implements Closeable {

    private static final int MILLIS = 5_000;

    final Socket socket = new Socket();
    private final BufferedReader in;

    RawClient(InetSocketAddress server) throws IOException {
        this(server, 0);
    }

    /** @param receiveBuffer how many bytes may wait here unread, about; 0 for what the system takes */
    RawClient(InetSocketAddress server, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(server, Slowness.millis(MILLIS));
        socket.setSoTimeout(Slowness.millis(MILLIS));
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(UTF_8));
    }

    RawClient send(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** The next line; null at the end of the stream. */
    String line() throws IOException {
        return in.readLine();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
