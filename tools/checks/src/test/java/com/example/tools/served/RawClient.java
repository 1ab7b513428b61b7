package com.example.tools.served;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A client that sends bytes and reads bytes, one character each. It knows nothing of what they mean. */
final class RawClient implements AutoCloseable {

    private static final int WITHIN_MILLIS = 10_000;

    private final Socket socket = new Socket();

    RawClient(int port) throws IOException {
        this(port, WITHIN_MILLIS);
    }

    RawClient(int port, int connectWithinMillis) throws IOException {
        socket.connect(new InetSocketAddress("127.0.0.1", port), connectWithinMillis);
        socket.setSoTimeout(WITHIN_MILLIS);
    }

    /** A client of a lesson's room that is in it when this returns, and waits for what the server says. */
    static RawClient inTheRoom(int lesson, int port) throws IOException {
        RawClient peer = new RawClient(port);
        String host = "Host: localhost:" + port + "\r\n";
        switch (lesson) {
            case 1 -> peer.send("ann\nhello\n").until("\n");
            case 2 -> peer.send("GET /messages?after=0 HTTP/1.1\r\n" + host + "\r\n").until("\r\n\r\n");
            case 3 -> {
                // The second request is held when the first one is answered: they come on one connection, in order.
                peer.send("GET /messages?after=0&wait=0 HTTP/1.1\r\n" + host + "\r\n").until("\r\n\r\n");
                peer.send("GET /messages?after=0&wait=25 HTTP/1.1\r\n" + host + "\r\n");
            }
            case 4 -> peer.send("GET /events HTTP/1.1\r\n" + host + "\r\n").until("retry: ");
            case 5 -> peer.webSocket("/chat", host + "Sec-WebSocket-Protocol: chat\r\nOrigin: http://example.com\r\n");
            default -> peer.webSocket("/chat?name=ann&after=0", host);
        }
        return peer;
    }

    private void webSocket(String target, String fields) throws IOException {
        send("GET " + target + " HTTP/1.1\r\n" + fields + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n").until("\r\n\r\n");
    }

    RawClient send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        return this;
    }

    /** Reads up to these characters, and not one more. */
    RawClient until(String end) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (!read.toString(ISO_8859_1).endsWith(end)) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the end came after: " + read.toString(ISO_8859_1));
            }
            read.write(b);
        }
        return this;
    }

    /** All that comes until the server ends the connection; a reset is an error. */
    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
