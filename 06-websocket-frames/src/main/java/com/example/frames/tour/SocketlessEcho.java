package com.example.frames.tour;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.example.frames.EchoEndpoint;
import com.example.frames.Site;
import com.example.frames.deflate.DeflateOffer;
import com.example.frames.deflate.PermessageDeflate;
import com.example.frames.dump.FrameDump;
import com.example.frames.handshake.ServerOpening;
import com.example.frames.protocol.BufferPool;
import com.example.frames.protocol.CloseStatus;
import com.example.frames.protocol.Connection;
import com.example.frames.protocol.Frame;
import com.example.frames.protocol.FrameDecoder;
import com.example.frames.protocol.Limits;
import com.example.frames.protocol.Masking;
import com.example.frames.protocol.Outbox;
import com.example.frames.protocol.WebSocketException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;

/**
 * A server's side of a connection to {@code /echo}, and us as the client: we write each frame, see its bytes, and see
 * those that come back. There is no socket: {@link Connection} takes bytes and gives bytes. What we send is printed
 * behind {@code >}, what comes back behind {@code <}.
 */
final class SocketlessEcho implements AutoCloseable {

    /** The key of the examples in RFC 6455, section 5.7. A client that is not a tour draws a new one for each frame. */
    static final int KEY = 0x37fa213d;
    /** How many bytes are on a line. */
    private static final int SHOWN = 8;
    private static final String REQUEST = "GET /echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";

    private final Connection server;
    private final Outbox client = new Outbox(new BufferPool(), () -> KEY);
    private final PermessageDeflate compression;

    /** @param compressed whether both sides compress their messages */
    SocketlessEcho(boolean compressed) {
        ServerOpening handshake =
                new ServerOpening(new Site(Map.of("/echo", query -> new EchoEndpoint()), new byte[0]));
        server = new Connection(true, handshake, Limits.DEFAULT, new BufferPool(), System::nanoTime, () -> { });
        String extension = compressed ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : "";
        server.receive(ByteBuffer.wrap((REQUEST + extension + "\r\n").getBytes(ISO_8859_1)));
        bytes(server.outbox());                                     // 101: lesson 05 has it all
        compression = compressed
                ? new PermessageDeflate(new DeflateOffer(false, false, -1, -1), false) : null;
        client.open(compression);
    }

    /** What to write frames with. They go to the server with {@link #send()}. */
    Outbox client() {
        return client;
    }

    /** A frame that the outbox would not write: a fragment. */
    static byte[] fragment(int first, String payload) {
        ByteBuffer frame = ByteBuffer.allocate(Frame.MAX_HEADER + payload.length());
        Frame.putHeader(frame, first, payload.length(), true);
        frame.putInt(KEY).put(payload.getBytes(ISO_8859_1));
        Masking.apply(frame, frame.position() - payload.length(), frame.position(), KEY);
        byte[] bytes = new byte[frame.flip().remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** Sends what is in the client's outbox, and shows it. */
    void send() throws WebSocketException {
        send(bytes(client));
    }

    /** Sends frames, and shows them. */
    void send(byte[] frames) throws WebSocketException {
        print(">", frames, true);
        sendUnseen(frames);
    }

    /** Sends bytes, right or wrong. */
    void sendUnseen(byte[] bytes) {
        server.receive(ByteBuffer.wrap(bytes.clone()));
    }

    /** Shows what the server has sent. */
    void answer() throws WebSocketException {
        print("<", bytes(server.outbox()), false);
    }

    /** The Close that the server has sent. */
    CloseStatus closeStatus() throws WebSocketException {
        ByteBuffer in = ByteBuffer.wrap(bytes(server.outbox()));
        FrameDecoder decoder = new FrameDecoder(false, Frame.MAX_CONTROL_PAYLOAD);
        decoder.next(in);
        return CloseStatus.parse(in.slice(decoder.from(), decoder.to() - decoder.from()));
    }

    /** How many bytes the server has sent since we last looked. */
    int answered() {
        return bytes(server.outbox()).length;
    }

    /** Takes all that waits in an outbox. */
    static byte[] bytes(Outbox outbox) {
        ByteBuffer all = ByteBuffer.allocate((int) outbox.pending());
        for (ByteBuffer next = outbox.take(); next != null; next = outbox.take()) {
            all.put(next);
            outbox.written(next);
        }
        return all.array();
    }

    private static void print(String arrow, byte[] frames, boolean fromClient) throws WebSocketException {
        FrameDump dump = new FrameDump(fromClient, SHOWN, fields -> fields.forEach(field -> System.out.println(
                String.format(Locale.ROOT, "  %s %-" + 3 * SHOWN + "s %s", arrow, field.hex(), field.meaning()))));
        dump.add(ByteBuffer.wrap(frames));
    }

    @Override
    public void close() {
        server.dispose();
        if (compression != null) {
            compression.close();
        }
    }
}
