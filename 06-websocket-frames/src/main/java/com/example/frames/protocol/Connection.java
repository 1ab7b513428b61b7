package com.example.frames.protocol;

import com.example.frames.protocol.Lifecycle.Due;
import com.example.frames.protocol.Lifecycle.State;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * One side of a WebSocket connection, without its socket: bytes that have arrived go into {@link #receive}, bytes to be
 * sent come out of {@link #outbox}, and the time passes in {@link #tick}. The owner of the socket drives it: a thread
 * that waits for each read, or an event loop. An endpoint sees a {@link WebSocket}, and nothing of this.
 *
 * <p>{@link #tick}, {@link #lost} and the methods of {@link WebSocket} may be called by any thread, the rest by the one
 * that reads.
 */
public final class Connection implements WebSocket {

    private static final SafeLog LOG = new SafeLog(Connection.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final boolean server;
    private final Runnable wake;
    private final Lifecycle lifecycle;
    private final Outbox outbox;
    private final FrameDecoder decoder;
    private final MessageAssembler assembler;
    private final AtomicBoolean closeTold = new AtomicBoolean();
    /** Guards the one decision how the handshake ends: by its outcome, by the clock, or by a close. */
    private final Object decision = new Object();
    /** Null once it has ended. */
    private volatile OpeningHandshake handshake;
    private Compression compression;
    private Wire wire = Wire.UNSEEN;
    private volatile Endpoint endpoint;
    private volatile IOException refused;
    private volatile boolean insideFrame;
    private volatile Thread receiving;

    /**
     * @param server which side this is: a client masks its frames, a server ends TCP first
     * @param clock the time in nanoseconds, as {@link System#nanoTime} has it
     * @param wake what is run when there is something in the outbox that no {@link #receive} has put there
     */
    public Connection(boolean server, OpeningHandshake handshake, Limits limits, BufferPool pool, LongSupplier clock,
            Runnable wake) {
        this.server = server;
        this.handshake = handshake;
        this.wake = wake;
        lifecycle = new Lifecycle(clock);
        outbox = new Outbox(pool, server ? null : RANDOM::nextInt);
        decoder = new FrameDecoder(server, limits.frame());
        assembler = new MessageAssembler(limits, pool);
        outbox.raw(handshake.request());
    }

    // tag::receive[]
    /** Takes in what has arrived, all of it. Messages go to the endpoint, answers into the outbox. */
    public void receive(ByteBuffer in) {
        lifecycle.heard();
        receiving = Thread.currentThread();
        try {
            OpeningHandshake opening = handshake;
            if (opening != null) {
                decide(opening.receive(in));
            }
            wire.received(in);
            while (lifecycle.isListening() && decoder.next(in)) {
                if (assembler.add(decoder, in)) {
                    deliver(assembler.message());
                }
            }
        } catch (WebSocketException e) {
            fail(e.closeCode(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the endpoint failed", e);
            end(new CloseStatus(CloseStatus.INTERNAL_ERROR, "the other side made a mistake"),
                    new CloseStatus(CloseStatus.INTERNAL_ERROR, "this endpoint failed: " + e));
        } finally {
            receiving = null;
            insideFrame = decoder.insideFrame();
            in.position(in.limit());
        }
    }
    // end::receive[]

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

    @Override
    public boolean send(boolean text, ByteBuffer message) {
        boolean sent = outbox.message(text, message);
        wakeWriter();
        return sent;
    }

    @Override
    public boolean ping(ByteBuffer payload) {
        boolean sent = outbox.control(Frame.PING, payload);
        wakeWriter();
        return sent;
    }

    @Override
    public void close(int code, String reason) {
        synchronized (decision) {
            if (outbox.close(new CloseStatus(code, reason))) {
                lifecycle.become(State.CLOSING);
            } else if (lifecycle.isConnecting()) {
                decide(handshake.stopped());
            }
        }
        wakeWriter();
    }

    @Override
    public boolean isOpen() {
        return lifecycle.state() == State.OPEN;
    }

    @Override
    public long pending() {
        return outbox.pending();
    }

    /** What is to be written. After it, see {@link #outputEnds}. */
    public Outbox outbox() {
        return outbox;
    }

    /**
     * Waits until the opening handshake has ended, well or badly. Messages may be on their way to the endpoint by then.
     *
     * @return false if it has not ended after so many milliseconds
     */
    public boolean awaitHandshake(long millis) throws InterruptedException {
        return lifecycle.awaitDecision(millis);
    }

    /** Why the opening handshake failed; null if it did not. */
    public IOException refused() {
        return refused;
    }

    // tag::tick[]
    /** Looks at the clock, several times a second; false if the peer has had its time: the socket is to be closed. */
    public boolean tick() {
        Due due = lifecycle.due(insideFrame && outbox.pending() == 0);
        switch (due) {
            case REFUSE_HANDSHAKE -> endHandshake(OpeningHandshake::timedOut);
            case FAIL_STALLED -> fail(CloseStatus.POLICY_VIOLATION, "a frame has begun, and no more of it has come");
            case PING -> ping(ByteBuffer.allocate(0));
            default -> {
                return due == Due.NOTHING;
            }
        }
        wakeWriter();
        return true;
    }
    // end::tick[]

    /** The peer has ended its side of TCP; what is in the outbox may still be written. */
    public void inputEnded() {
        endHandshake(OpeningHandshake::inputEnded);
        lifecycle.inputEnded();
        tell(new CloseStatus(CloseStatus.ABNORMAL, "the connection ended without a Close"));
    }

    /** The socket failed or was closed. */
    public void lost() {
        synchronized (decision) {
            if (lifecycle.isConnecting()) {
                refused = new EOFException("the connection was lost during the handshake");
            }
            lifecycle.become(State.ENDED);
        }
        tell(new CloseStatus(CloseStatus.ABNORMAL, "the connection was lost"));
    }

    /** The socket is closed, and no thread will come to {@link #receive} again: the memory is given back. */
    public void dispose() {
        lost();
        outbox.clear();
        assembler.discard();
        if (compression != null) {
            compression.close();
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

    /** The handshake ends, unless it has ended before. */
    private void decide(OpeningHandshake.Outcome outcome) {
        if (outcome == null) {
            return;
        }
        synchronized (decision) {
            handshake = null;
            if (!lifecycle.isConnecting()) {
                return;
            }
            outbox.raw(outcome.answer());
            if (outcome.endpoint() == null) {
                refused = outcome.refused();
                lifecycle.become(server ? State.ENDING : State.ENDED);
                return;
            }
            if (outcome.compression() != null) {
                compression = outcome.compression();
                decoder.allow(Frame.RSV1);
                assembler.inflateWith(compression);
            }
            wire = outcome.wire();
            outbox.seenBy(wire);
            outbox.open(compression);
            endpoint = outcome.endpoint();
            lifecycle.become(State.OPEN);
        }
        endpoint.onOpen(this);
    }

    /** The other side has not done its part; unless another thread has just decided otherwise. */
    private void endHandshake(Function<OpeningHandshake, OpeningHandshake.Outcome> why) {
        OpeningHandshake opening = handshake;
        if (opening != null) {
            decide(why.apply(opening));
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

    /**
     * The last frame goes out, and nothing more is heard.
     *
     * @param toPeer what the Close frame says, if none was sent before
     * @param toEndpoint what our endpoint is told
     */
    private void end(CloseStatus toPeer, CloseStatus toEndpoint) {
        outbox.close(toPeer);
        lifecycle.become(State.ENDING);
        tell(toEndpoint);
    }

    /** Once. An endpoint that fails now harms only itself, least of all the thread with the clock. */
    private void tell(CloseStatus status) {
        if (endpoint != null && closeTold.compareAndSet(false, true)) {
            try {
                endpoint.onClose(this, status);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "the endpoint failed while it was told of the end", e);
            }
        }
    }

    /** The thread that is in {@link #receive} writes by itself what it has put into the outbox. */
    private void wakeWriter() {
        if (receiving != Thread.currentThread()) {
            wake.run();
        }
    }
}
