package com.example.frames.dump;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.example.frames.handshake.ServerOpening;
import com.example.frames.protocol.BufferPool;
import com.example.frames.protocol.CloseStatus;
import com.example.frames.protocol.Connection;
import com.example.frames.protocol.Endpoint;
import com.example.frames.protocol.Limits;
import com.example.frames.protocol.OpeningHandshake.Outcome;
import com.example.frames.protocol.WebSocket;
import com.example.frames.protocol.WebSocketException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What the server says to any bytes, right or wrong: a connection of its own takes them, with an endpoint that echoes.
 * There is no socket: {@link Connection} takes bytes and gives bytes, and it is the same one that the sockets have.
 */
final class HexTrial implements Endpoint {

    private static final byte[] REQUEST = ("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII);

    private final Report report = new Report("trial");
    private CloseStatus end;

    private HexTrial() {
    }

    /** What is reported of these bytes: they, the frames of the answer, and a verdict. */
    static String of(byte[] bytes) {
        return new HexTrial().play(bytes);
    }

    private String play(byte[] bytes) {
        FrameDump up = new FrameDump(true, Report.SHOWN, fields -> report.frame("up", fields));
        see(up, bytes);
        List<Field> unfinished = up.unfinished();
        if (!unfinished.isEmpty()) {
            report.frame("up", unfinished);
        }
        see(new FrameDump(false, Report.SHOWN, fields -> report.frame("down", fields)), answer(bytes));
        if (end != null) {
            String reason = end.reason().isEmpty() ? "" : ": " + end.reason();
            report.verdict("close " + end.code() + reason, Rule.of(end.code(), end.reason()));
        } else {
            report.verdict("The connection stays open.", unfinished.isEmpty() ? "" : "The frame is not complete: the"
                    + " server waits for the rest, and gives up after 8 s.");
        }
        return report.toString();
    }

    private byte[] answer(byte[] bytes) {
        Connection server = new Connection(true, new ServerOpening(request -> Outcome.open(new byte[0], this, null)),
                Limits.DEFAULT, new BufferPool(), System::nanoTime, () -> { });
        try {
            server.receive(ByteBuffer.wrap(REQUEST.clone()));
            server.receive(ByteBuffer.wrap(bytes.clone()));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (ByteBuffer next = server.outbox().take(); next != null; next = server.outbox().take()) {
                byte[] piece = new byte[next.remaining()];
                next.get(piece);
                all.writeBytes(piece);
                server.outbox().written(next);
            }
            return all.toByteArray();
        } finally {
            server.dispose();
        }
    }

    private static void see(FrameDump dump, byte[] bytes) {
        try {
            dump.add(ByteBuffer.wrap(bytes));
        } catch (WebSocketException wrong) {
            // what is wrong with them, the verdict says
        }
    }

    @Override
    public void onMessage(WebSocket socket, boolean text, ByteBuffer message) {
        socket.send(text, message);
    }

    @Override
    public void onClose(WebSocket socket, CloseStatus status) {
        if (status.code() != CloseStatus.ABNORMAL) {            // that is only us, who have seen enough
            end = status;
        }
    }
}
