package com.example.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.frames.handshake.AcceptKey;
import com.example.frames.handshake.ClientHandshake;
import com.example.frames.handshake.ClientOpening;
import com.example.frames.handshake.ServerOpening;
import com.example.frames.protocol.BufferPool;
import com.example.frames.protocol.CloseStatus;
import com.example.frames.protocol.Connection;
import com.example.frames.protocol.Endpoint;
import com.example.frames.protocol.Frame;
import com.example.frames.protocol.Limits;
import com.example.frames.protocol.OpeningHandshake;
import com.example.frames.protocol.WebSocket;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection without a socket: hex in, hex out, a list of what the endpoint saw, and a clock that the test turns. */
final class Core implements Endpoint {

    static final String REQUEST =
            "GET /echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
    static final Limits LIMITS = new Limits(100_000, 70_000);

    final List<String> events = new ArrayList<>();
    final BufferPool pool = new BufferPool();
    final Connection connection;
    long now;
    int woken;
    Runnable onNextMessage = () -> { };
    private final boolean echoes;

    private Core(boolean server, boolean echoes, boolean compression, Limits limits) {
        this.echoes = echoes;
        byte[] page = "the page".getBytes(UTF_8);
        OpeningHandshake handshake = server
                ? new ServerOpening(new Site(Map.of("/echo", query -> this, "/chat", new Room(new History())), page))
                : new ClientOpening(new ClientHandshake(URI.create("ws://localhost:80/echo"), List.of("chat"),
                        compression ? List.of(Negotiation.OFFER) : List.of()), this, Negotiation::confirm);
        connection = new Connection(server, handshake, limits, pool, () -> now, () -> woken++);
    }

    /** A server that echoes; the handshake is done. */
    static Core server() {
        return server("");
    }

    /** The same, with these lines in the client's request. */
    static Core server(String lines) {
        Core core = connecting(LIMITS);
        core.in((REQUEST + lines + "\r\n").getBytes(ISO_8859_1));
        core.out();
        return core;
    }

    static Core server(Limits limits) {
        Core core = connecting(limits);
        core.in((REQUEST + "\r\n").getBytes(ISO_8859_1));
        core.out();
        return core;
    }

    /** A server that waits for a request. */
    static Core connecting(Limits limits) {
        return new Core(true, true, false, limits);
    }

    /** A client; the handshake is done, with these lines in the server's answer. */
    static Core client(String lines) {
        Core core = connectingClient();
        core.in(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + core.accept() + "\r\n" + lines + "\r\n").getBytes(ISO_8859_1));
        return core;
    }

    /** A client that has sent its request. */
    static Core connectingClient() {
        return new Core(false, false, true, LIMITS);
    }

    /** What the server has to answer to the key in this client's request; its request is taken out. */
    String accept() {
        Matcher key = Pattern.compile("Sec-WebSocket-Key: (\\S+)").matcher(new String(take(), ISO_8859_1));
        if (!key.find()) {
            throw new AssertionError("no key in the request");
        }
        return AcceptKey.of(key.group(1));
    }

    /** Bytes arrive, in one piece. */
    Core in(byte... bytes) {
        ByteBuffer arrived = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        connection.receive(arrived);
        if (arrived.hasRemaining()) {
            throw new AssertionError(arrived.remaining() + " bytes were left");
        }
        return this;
    }

    Core in(String hex) {
        return in(bytes(hex));
    }

    /** What has gone out since the last time, as hex with a space between bytes. */
    String out() {
        return HexFormat.ofDelimiter(" ").formatHex(take());
    }

    byte[] take() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ByteBuffer next = connection.outbox().take(); next != null; next = connection.outbox().take()) {
            byte[] bytes = new byte[next.remaining()];
            next.duplicate().get(bytes);
            out.writeBytes(bytes);
            connection.outbox().written(next);
        }
        return out.toByteArray();
    }

    /** The bytes arrive in every two pieces there are, and one by one; each time the same must come out. */
    static void everyCut(String lines, String hex, String expected) {
        byte[] bytes = bytes(hex);
        for (int cut = 0; cut <= bytes.length; cut++) {
            Core core = server(lines);
            core.in(Arrays.copyOf(bytes, cut)).in(Arrays.copyOfRange(bytes, cut, bytes.length));
            same(expected, core.out(), "cut after byte " + cut);
        }
        Core core = server(lines);
        for (byte one : bytes) {
            core.in(one);
        }
        same(expected, core.out(), "byte by byte");
    }

    static void same(String expected, String actual, String when) {
        if (!expected.equals(actual)) {
            throw new AssertionError(when + "\n  expected " + expected + "\n  but was  " + actual);
        }
    }

    /** Time passes: the connection looks at its clock four times a second. Returns the last answer. */
    boolean pass(double seconds) {
        long until = now + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        boolean alive = true;
        while (alive && now < until) {
            now = Math.min(until, now + TimeUnit.MILLISECONDS.toNanos(250));
            alive = connection.tick();
        }
        return alive;
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    static String hex(byte... bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }

    /** A client's frame, made the simplest way there is: byte by byte. */
    static byte[] clientFrame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(Frame.MAX_HEADER);
        byte[] key = {0x37, (byte) 0xfa, 0x21, 0x3d};
        frame.put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65536) {
            frame.put((byte) 0xFE).putShort((short) payload.length);
        } else {
            frame.put((byte) 0xFF).putLong(payload.length);
        }
        frame.put(key);
        int header = frame.position();
        byte[] bytes = Arrays.copyOf(frame.array(), header + payload.length);
        for (int i = 0; i < payload.length; i++) {
            bytes[header + i] = (byte) (payload[i] ^ key[i & 3]);
        }
        return bytes;
    }

    /** A Close of the server's, as hex. */
    static String serverClose(int code, String reason) {
        byte[] utf8 = reason.getBytes(UTF_8);
        return hex(ByteBuffer.allocate(4 + utf8.length).put((byte) 0x88).put((byte) (2 + utf8.length))
                .putShort((short) code).put(utf8).array());
    }

    @Override
    public void onOpen(WebSocket opened) {
        events.add("open");
    }

    @Override
    public void onMessage(WebSocket from, boolean text, ByteBuffer message) {
        onNextMessage.run();
        byte[] bytes = new byte[message.remaining()];
        message.duplicate().get(bytes);
        events.add(text ? "text " + new String(bytes, UTF_8) : "binary " + hex(bytes));
        if (echoes) {
            from.send(text, message);
        }
    }

    @Override
    public void onClose(WebSocket closed, CloseStatus status) {
        events.add("close " + status.code() + " " + status.reason());
    }
}
