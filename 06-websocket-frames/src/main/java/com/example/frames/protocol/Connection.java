package com.example.frames.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.frames.deflate.PermessageDeflate;
import com.example.frames.handshake.HandshakeException;
import com.example.frames.handshake.HttpHead;
import com.example.frames.protocol.Lifecycle.Due;
import com.example.frames.protocol.Lifecycle.State;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * One side of a WebSocket connection, without its socket: bytes that have arrived go into {@link #receive}, bytes to be
 * sent come out of {@link #outbox}, and the time passes in {@link #tick}. Whoever owns the socket drives it: a thread
 * that waits for each read, or an event loop.
 * {@link #tick}, {@link #lost} and what an {@link Endpoint} uses may be called by any thread, the rest by the one that
 * reads.
 */
public final class Connection {

    private static final System.Logger LOG = System.getLogger(Connection.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();

    private final boolean server;
    private final Opening opening;
    private final Runnable wake;
    private final Lifecycle lifecycle;
    private final Outbox outbox;
    private final FrameDecoder decoder;
    private final MessageAssembler assembler;
    private final AtomicBoolean closeTold = new AtomicBoolean();
    private HttpHead head = new HttpHead();
    private PermessageDeflate deflate;
    private volatile Endpoint endpoint;
    private volatile HandshakeException refused;
    private volatile boolean insideFrame;
    private volatile Thread receiving;

    /** @param wake is run when there is something in the outbox that no {@link #receive} has put there */
    public Connection(boolean server, Opening opening, Limits limits, BufferPool pool, LongSupplier clock,
            Runnable wake) {
        this.server = server;
        this.opening = opening;
        this.wake = wake;
        lifecycle = new Lifecycle(clock);
        outbox = new Outbox(pool, server ? null : RANDOM::nextInt);
        decoder = new FrameDecoder(server, limits.frame());
        assembler = new MessageAssembler(limits, pool);
        outbox.raw(opening.request());
    }

    /** Sends a text; false if the connection is not open, or not any more: then nothing is sent. */
    public boolean send(String text) {
        return send(true, ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    /** Sends a message: UTF-8 if it is {@code text}. Its bytes are copied, and consumed. As {@link #send(String)}. */
    public boolean send(boolean text, ByteBuffer message) {
        return wakeUp(outbox.message(text, message));
    }

    /** Sends a ping with at most 125 bytes; false if the connection is not open. */
    public boolean ping(ByteBuffer payload) {
        return wakeUp(outbox.control(Frame.PING, payload));
    }

    /** Starts the closing handshake, if it has not begun already; the peer has two seconds for its part. */
    public void close(int code, String reason) {
        if (outbox.close(new CloseStatus(code, reason))) {
            lifecycle.become(State.CLOSING);
        } else if (lifecycle.state() == State.CONNECTING) {
            lifecycle.become(State.ENDING);
        }
        wakeUp(true);
    }

    /** Whether messages can be sent. */
    public boolean isOpen() {
        return lifecycle.state() == State.OPEN;
    }

    /** What is to be written. After it, see {@link #outputEnds}. */
    public Outbox outbox() {
        return outbox;
    }

    // tag::receive[]
    /** Takes in what has arrived, all of it. Messages go to the endpoint, answers into the outbox. */
    public void receive(ByteBuffer in) {
        lifecycle.heard();
        receiving = Thread.currentThread();
        try {
            if (lifecycle.state() == State.CONNECTING && head.read(in)) {
                open(opening.decide(head));
                head = null;
            }
            while (lifecycle.isListening() && decoder.next(in)) {
                if (assembler.add(decoder, in)) {
                    deliver(assembler.message());
                }
            }
        } catch (HandshakeException e) {
            refuse(e);
        } catch (WebSocketException e) {
            fail(e.closeCode(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the endpoint failed", e);
            fail(CloseStatus.INTERNAL_ERROR, "the other side made a mistake");
        } finally {
            receiving = null;
            insideFrame = decoder.insideFrame();
            in.position(in.limit());
        }
    }
    // end::receive[]

    /** The peer has ended its side of TCP; what is in the outbox may still be written. */
    public void inputEnded() {
        lifecycle.inputEnded();
        tell(new CloseStatus(CloseStatus.ABNORMAL, "the connection ended without a Close"));
    }

    /** The socket failed or was closed. */
    public void lost() {
        lifecycle.become(State.ENDED);
        tell(new CloseStatus(CloseStatus.ABNORMAL, "the connection was lost"));
    }

    /** The socket is closed, and no thread will come to {@link #receive} again: the memory is given back. */
    public void dispose() {
        lost();
        outbox.clear();
        assembler.discard();
        if (deflate != null) {
            deflate.close();
        }
    }

    /** Whether this side of TCP ends as soon as the outbox is empty. The server goes first (section 7.1.1). */
    public boolean outputEnds() {
        return server && lifecycle.state() == State.ENDING;
    }

    /** Whether the socket can be closed: both sides have said all they had to say. */
    public boolean ended() {
        return lifecycle.state() == State.ENDED || lifecycle.isInputEnded() && outbox.pending() == 0;
    }

    /** Why the opening handshake failed; null if it did not. */
    public HandshakeException refused() {
        return refused;
    }

    // tag::tick[]
    /** Looks at the clock, several times a second; false if the peer has had its time: the socket is to be closed. */
    public boolean tick() {
        Due due = lifecycle.due(insideFrame && outbox.pending() == 0);
        switch (due) {
            case REFUSE_HANDSHAKE -> refuse(new HandshakeException(408, "the handshake took too long"));
            case FAIL_STALLED -> fail(CloseStatus.POLICY_VIOLATION, "a frame has begun, and no more of it has come");
            case PING -> ping(ByteBuffer.allocate(0));
            default -> {
                return due == Due.NOTHING;
            }
        }
        return wakeUp(true);
    }
    // end::tick[]

    private void open(Opening.Outcome outcome) {
        boolean upgraded = outcome.endpoint() != null;
        synchronized (lifecycle) {
            if (lifecycle.state() != State.CONNECTING) {
                return;
            }
            outbox.raw(outcome.answer());
            if (outcome.deflate() != null) {
                deflate = new PermessageDeflate(outcome.deflate(), server);
                decoder.allow(Frame.RSV1);
                assembler.inflateWith(deflate);
            }
            if (upgraded) {
                outbox.open(deflate);
            }
            endpoint = outcome.endpoint();
            lifecycle.become(upgraded ? State.OPEN : State.ENDING);
        }
        if (upgraded) {
            endpoint.onOpen(this);
        }
    }

    private void deliver(ByteBuffer message) throws WebSocketException {
        int position = message.position();
        int limit = message.limit();
        message.limit(assembler.to()).position(assembler.from());
        try {
            switch (assembler.opcode()) {
                case Frame.PING -> outbox.control(Frame.PONG, message);
                case Frame.PONG -> { }
                case Frame.CLOSE -> closed(CloseStatus.parse(message));
                default -> {
                    if (isOpen()) {
                        endpoint.onMessage(this, assembler.opcode() == Frame.TEXT, message);
                    }
                }
            }
        } finally {
            message.limit(limit).position(position);
            assembler.release();
        }
    }

    /** The peer's Close has come. It is answered with the same code, unless it is the answer to ours. */
    private void closed(CloseStatus status) {
        end(new CloseStatus(status.code(), ""), status);
    }

    /** "Fail the WebSocket connection" (section 7.1.7): a Close that says why, and then nothing is heard any more. */
    private void fail(int code, String reason) {
        end(new CloseStatus(code, reason), new CloseStatus(code, reason));
    }

    private void end(CloseStatus sent, CloseStatus told) {
        outbox.close(sent);
        lifecycle.become(State.ENDING);
        tell(told);
    }

    private void refuse(HandshakeException why) {
        synchronized (lifecycle) {
            if (lifecycle.state() == State.CONNECTING) {
                refused = why;
                outbox.raw(opening.refusal(why));
                lifecycle.become(server ? State.ENDING : State.ENDED);
            }
        }
    }

    private void tell(CloseStatus status) {
        if (endpoint != null && closeTold.compareAndSet(false, true)) {
            endpoint.onClose(this, status);
        }
    }

    private boolean wakeUp(boolean sent) {
        if (receiving != Thread.currentThread()) {
            wake.run();
        }
        return sent;
    }
}
