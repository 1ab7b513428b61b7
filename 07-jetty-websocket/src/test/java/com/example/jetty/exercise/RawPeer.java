package com.example.jetty.exercise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** A real Jetty on the loopback with the exercise in it, and a socket that talks to it in bytes. */
final class RawPeer implements AutoCloseable {

    /** How long an answer is waited for. After one wait in vain, the next tests wait less. */
    private static volatile int patience = 3_000;

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private Socket socket;
    private DataInputStream in;

    /** @param configurator what runs here and now, on the test's own thread */
    RawPeer(Consumer<ServerWebSocketContainer> configurator) throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ContextHandler context = new ContextHandler("/");
        WebSocketUpgradeHandler webSocket = WebSocketUpgradeHandler.from(server, context);
        context.setHandler(webSocket);
        server.setHandler(context);
        configurator.accept(webSocket.getServerWebSocketContainer());
        server.start();
    }

    String host() {
        return "127.0.0.1:" + connector.getLocalPort();
    }

    /** Sends an opening handshake with these fields besides, and returns the answer with its body. */
    String handshake(String target, String... fields) throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = new Socket("127.0.0.1", connector.getLocalPort());
        socket.setSoTimeout(Slowness.millis(patience));
        in = new DataInputStream(socket.getInputStream());
        String request = "GET " + target + " HTTP/1.1\r\nHost: " + host() + "\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + String.join("", java.util.Arrays.stream(fields).map(field -> field + "\r\n").toList()) + "\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        while (!answer.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            try {
                answer.write(in.readByte());
            } catch (SocketTimeoutException e) {
                patience = 1_000;
                throw new SocketTimeoutException("no answer came");
            }
        }
        String head = answer.toString(ISO_8859_1);
        java.util.regex.Matcher length =
                java.util.regex.Pattern.compile("(?i)\r\ncontent-length: *(\\d{1,5})\r\n").matcher(head);
        return length.find() ? head + new String(in.readNBytes(Integer.parseInt(length.group(1))), UTF_8) : head;
    }

    /** One frame, with a mask of zeros: the payload is readable in the bytes. */
    void send(int first, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0xFE);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        socket.getOutputStream().write(frame.toByteArray());
    }

    /** The next frame, its first byte and its payload; no byte at all if none comes, or the connection ends. */
    byte[] frame() throws IOException {
        int first;
        try {
            first = in.readUnsignedByte();
        } catch (SocketTimeoutException | EOFException none) {
            return new byte[0];
        }
        int length = in.readUnsignedByte();
        byte[] payload = in.readNBytes(length < 126 ? length : in.readUnsignedShort());
        byte[] frame = new byte[1 + payload.length];
        frame[0] = (byte) first;
        System.arraycopy(payload, 0, frame, 1, payload.length);
        return frame;
    }

    @Override
    public void close() throws Exception {
        if (socket != null) {
            socket.close();
        }
        server.stop();
    }
}
