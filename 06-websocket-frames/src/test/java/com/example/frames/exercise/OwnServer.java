package com.example.frames.exercise;

import com.example.frames.exercise.ClosingHandshake.Action;
import com.example.frames.exercise.ClosingHandshake.Event;
import com.example.frames.protocol.CloseStatus;
import com.example.frames.protocol.Endpoint;
import com.example.frames.protocol.WebSocket;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A connection whose frames are yours: between {@link OwnSockets}, where bytes come from and go to, and the room, which
 * sees a {@link WebSocket} and nothing more.
 */
final class OwnServer implements WebSocket {

    private static final int LONGEST_MESSAGE = 16 << 20;
    private static final int MOST_FRAGMENTS = 1 << 20;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final long STALL_LIMIT = Duration.ofSeconds(8).toNanos();
    private static final long SILENCE_LIMIT = Duration.ofSeconds(15).toNanos();
    private static final byte RSV1 = 0x40;

    private final OwnSockets.Wire wire;
    private final Set<String> leftOut;
    private final MessageAssembler assembler = new MessageAssembler(LONGEST_MESSAGE, MOST_FRAGMENTS);
    private final ClosingHandshake closing =
            new ClosingHandshake(ClosingHandshake.Role.SERVER, CLOSE_LIMIT, System::nanoTime);
    private PermessageDeflate deflate;              // these under the lock
    private String reason = "";
    private boolean closeSent;
    private boolean ended;
    private Endpoint endpoint;                      // these on the thread that reads
    private PermessageDeflate inflate;
    private FrameHeader first;
    private Utf8Validator utf8;
    private boolean insideFrame;
    private boolean pinged;

    /** @param leftOut those of 6.5 and 6.8 that are not done */
    OwnServer(OwnSockets.Wire wire, Set<String> leftOut) {
        this.wire = wire;
        this.leftOut = leftOut;
    }

    public static void main(String[] args) throws Exception {
        OwnSockets.serve(args);
    }

    /** The handshake is done: talks until the closing handshake says that TCP ends, on the thread that reads. */
    void run(Endpoint room, boolean compressed) {
        endpoint = room;
        inflate = compressed ? new PermessageDeflate(LONGEST_MESSAGE) : null;
        deflate = compressed ? new PermessageDeflate(LONGEST_MESSAGE) : null;
        try {
            endpoint.onOpen(this);
            while (!ended) {
                receive();
            }
        } catch (IOException | RuntimeException e) {
            int code = e instanceof MessageAssembler.Failure failure ? failure.code()
                    : e instanceof CloseFrame.Failure failure ? failure.code()
                    : e instanceof PermessageDeflate.Failure failure ? failure.code()
                    : e instanceof ProtocolException ? 1002 : e instanceof RuntimeException ? 1011 : 1006;
            if (code != 1006) {
                close(code, String.valueOf(e.getMessage()));
            }
            on(new Event.StreamEnded());
        }
    }

    /** Time has passed. {@code silent} says for how many nanoseconds nothing has come. */
    void tick(long silent) throws IOException {
        on(new Event.TimePassed());
        if (ended) {
            throw new EOFException("the peer has had its time");
        } else if (insideFrame && silent > STALL_LIMIT) {
            throw new MessageAssembler.Failure(1008, "a frame has begun, and no more of it has come");
        } else if (silent > SILENCE_LIMIT && !pinged) {
            pinged = control(9, new byte[0]);
        }
    }

    private void receive() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 + 8 + 4).limit(0);
        Optional<FrameHeader> decoded = Optional.empty();
        while (decoded.isEmpty()) {             // one byte more each time, and never one too many
            bytes.limit(bytes.limit() + 1).put(bytes.limit() - 1, wire.next());
            insideFrame = true;
            decoded = FrameHeader.decode(bytes);
        }
        FrameHeader header = decoded.get();
        boolean begins = header.opcode() == 1 || header.opcode() == 2;
        if (!header.masked()) {
            throw new ProtocolException("a client masks its frames");
        }
        if (header.rsv() != 0 && (header.rsv() != 4 || !begins || inflate == null)) {
            throw new ProtocolException("a reserved bit is set that no extension has a meaning for");
        }
        if (header.length() > LONGEST_MESSAGE) {
            throw new MessageAssembler.Failure(1009, "a message has at most 16 MiB");
        }
        byte[] payload = new byte[(int) header.length()];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = wire.next();
        }
        insideFrame = false;
        pinged = false;
        Masking.apply(payload, 0, payload.length, ByteBuffer.allocate(4).putInt(header.maskingKey()).array(), 0);
        if (begins) {
            first = header;
            utf8 = header.opcode() == 1 && header.rsv() == 0 && !leftOut.contains("6.5") ? new Utf8Validator() : null;
        }
        int opcode = header.rsv() == 0 ? header.opcode() : 2;       // what is compressed is not UTF-8 yet
        Optional<MessageAssembler.Message> message = assembler.accept(header.fin(), opcode, payload);
        if (message.isPresent()) {
            deliver(message.get().opcode(), message.get().payload());
        } else if (utf8 != null && utf8.accept(payload) >= 0) {
            throw new MessageAssembler.Failure(1007, "a text is not UTF-8, whatever follows");
        }
    }

    private void deliver(int opcode, byte[] payload) throws IOException {
        if (opcode == 8) {
            on(new Event.CloseCame(CloseFrame.decode(payload).code()));
        } else if (opcode == 9) {
            control(10, payload);
        } else if (opcode < 8) {
            byte[] message = first.rsv() == 0 ? payload : new MessageAssembler(LONGEST_MESSAGE, 1)
                    .accept(true, first.opcode(), inflate.decompress(payload)).orElseThrow().payload();
            on(new Event.MessageCame(new ClosingHandshake.Message(first.opcode() == 1, ByteBuffer.wrap(message))));
        }
    }

    /** What is sent goes out under the lock, so that nothing follows a Close; the endpoint is called without it. */
    private void on(Event event) {
        for (Action action : decide(event)) {
            if (action instanceof Action.Deliver deliver) {
                endpoint.onMessage(this, deliver.message().text(), deliver.message().payload());
            } else if (action instanceof Action.Report report) {
                endpoint.onClose(this, new CloseStatus(report.code(), ""));
            }
        }
    }

    private synchronized List<Action> decide(Event event) {
        List<Action> actions = closing.on(event);
        for (Action action : actions) {
            if (action instanceof Action.SendMessage send) {
                wire.write(frame(send.message().text() ? 1 : 2, bytes(send.message().payload())));
            } else if (action instanceof Action.SendClose send) {
                closeSent = true;
                wire.write(FrameEncoder.server(true, 8, new CloseFrame(send.code(), reason).encode()));
            } else if (action instanceof Action.CloseTcp) {
                ended = true;
            }
        }
        return actions;
    }

    private byte[] frame(int opcode, byte[] payload) {
        if (deflate == null) {
            return FrameEncoder.server(true, opcode, payload);
        }
        byte[] frame = FrameEncoder.server(true, opcode, deflate.compress(payload));
        frame[0] |= RSV1;
        return frame;
    }

    private synchronized boolean control(int opcode, byte[] payload) {
        if (isOpen()) {
            wire.write(FrameEncoder.server(true, opcode, payload));
        }
        return isOpen();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Override
    public boolean send(boolean text, ByteBuffer message) {
        try {
            decide(new Event.WeSend(new ClosingHandshake.Message(text, ByteBuffer.wrap(bytes(message)))));
            return true;
        } catch (IllegalStateException e) {
            return false;                       // our Close is sent
        }
    }

    @Override
    public boolean ping(ByteBuffer payload) {
        return control(9, bytes(payload));
    }

    @Override
    public synchronized void close(int code, String why) {
        reason = why;
        decide(new Event.WeClose(code));
        reason = "";
    }

    @Override
    public synchronized boolean isOpen() {
        return !closeSent && !ended;
    }

    @Override
    public long pending() {
        return wire.pending();
    }
}
