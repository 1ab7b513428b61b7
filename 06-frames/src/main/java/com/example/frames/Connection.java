package com.example.frames;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One side of a WebSocket connection, without its socket: bytes that have arrived go into {@link #receive}, bytes to be
 * sent come out of {@link #outbox}, and the time passes in {@link #tick}. Whoever owns the socket drives it: a thread
 * that waits for each read, or an event loop.
 *
 * <p>The application's methods ({@link #send}, {@link #ping}, {@link #close}) may be called by any thread. The driver's
 * are for one thread, but for {@link #tick}, {@link #lost} and {@link #outbox}.
 */
public final class Connection {

    private static final System.Logger LOG = System.getLogger(Connection.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A handshake that is not complete by then, and a frame of which nothing more comes for so long, is given up. */
    static final long STALLED = TimeUnit.SECONDS.toNanos(8);
    /** After so much silence, a ping; after as much again, the peer is dead. */
    static final long SILENCE = TimeUnit.SECONDS.toNanos(15);
    /** How long the peer has to answer a Close, and then to end its side of TCP. */
    static final long CLOSING = TimeUnit.SECONDS.toNanos(2);

    private enum State {
        /** The opening handshake is under way. */
        CONNECTING,
        /** Both sides may send. */
        OPEN,
        /** Our Close is sent, the peer's has not come. */
        CLOSING,
        /** Nothing more will be sent, what comes is thrown away; once the outbox is empty, TCP ends. */
        ENDING,
        /** Nothing to be sent or heard: the socket can be closed. */
        ENDED
    }

    private final boolean server;
    private final Opening opening;
    private final LongSupplier clock;
    private final Runnable wake;
    private final Outbox outbox;
    private final HttpHead head = new HttpHead();
    private final FrameDecoder decoder;
    private final MessageAssembler assembler;
    private PermessageDeflate deflate;
    private Endpoint endpoint;
    private ByteBuffer controlPayload;
    private volatile Thread receiving;

    private volatile State state = State.CONNECTING;
    private volatile long since;
    private volatile long heard;
    private volatile boolean pinged;
    private volatile boolean insideFrame;
    private boolean inputEnded;
    private boolean closeTold;
    private volatile HandshakeException refused;

    /**
     * @param clock the time in nanoseconds, as {@link System#nanoTime} has it
     * @param wake is run when there is something in the outbox that no {@link #receive} has put there
     */
    Connection(boolean server, Opening opening, Limits limits, BufferPool pool, LongSupplier clock, Runnable wake) {
        this.server = server;
        this.opening = opening;
        this.clock = clock;
        this.wake = wake;
        outbox = new Outbox(pool, server ? null : RANDOM::nextInt);
        decoder = new FrameDecoder(server, limits.frame());
        assembler = new MessageAssembler(limits, pool);
        since = clock.getAsLong();
        heard = since;
        outbox.raw(opening.request());
    }

    /** Sends a text. As {@link #send(boolean, ByteBuffer)}. */
    public boolean send(String text) {
        return send(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    // tag::send[]
    /**
     * Puts a message into the outbox, after those that are there.
     *
     * @param text whether it is text; then it must be UTF-8
     * @param message its bytes are copied, and consumed
     * @return false if the connection is not open, or not any more: then nothing is sent
     */
    public boolean send(boolean text, ByteBuffer message) {
        synchronized (outbox) {
            if (state != State.OPEN) {
                return false;
            }
            int first = Frame.FIN | (text ? Frame.TEXT : Frame.BINARY);
            if (deflate == null) {
                outbox.frame(first, message);
            } else {
                outbox.frame(first | Frame.RSV1, deflate.compress(message));
            }
        }
        wakeUp();
        return true;
    }
    // end::send[]

    /** Sends a ping with at most 125 bytes; false if the connection is not open. */
    public boolean ping(ByteBuffer payload) {
        return control(Frame.PING, payload);
    }

    /**
     * Starts the closing handshake; the peer has two seconds for its part. Does nothing if it has begun already.
     *
     * @throws IllegalArgumentException if no Close frame can say this
     */
    public void close(int code, String reason) {
        close(new CloseStatus(code, reason).body(), State.CLOSING);
        wakeUp();
    }

    /** Whether messages can be sent. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Why the opening handshake failed; null if it did not. */
    HandshakeException refused() {
        return refused;
    }

    /** What is to be written. After it, see {@link #outputEnds}. */
    public Outbox outbox() {
        return outbox;
    }

    // tag::receive[]
    /** Takes in what has arrived, all of it. Messages go to the endpoint, answers into the outbox. */
    void receive(ByteBuffer in) {
        heard = clock.getAsLong();
        pinged = false;
        receiving = Thread.currentThread();
        try {
            if (state == State.CONNECTING && head.read(in)) {
                open(opening.decide(head));
            }
            while ((state == State.OPEN || state == State.CLOSING) && decoder.next(in)) {
                if (Frame.isControl(decoder.opcode())) {
                    control(in);
                } else if (assembler.add(decoder, in)) {
                    deliver();
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
        }
        insideFrame = decoder.insideFrame();
        in.position(in.limit());
    }
    // end::receive[]

    /** The peer has ended its side of TCP; what is in the outbox may still be written. */
    void inputEnded() {
        inputEnded = true;
        told(new CloseStatus(CloseStatus.ABNORMAL, "the connection ended without a Close"));
        become(State.ENDING);
    }

    /** The socket failed or was closed. */
    void lost() {
        told(new CloseStatus(CloseStatus.ABNORMAL, "the connection was lost"));
        become(State.ENDED);
    }

    /** The socket is closed, and no thread is in {@link #receive}: the memory is given back. */
    void dispose() {
        lost();
        synchronized (outbox) {
            outbox.clear();
            assembler.release();
            if (deflate != null) {
                deflate.close();
            }
        }
    }

    /** Whether this side of TCP ends as soon as the outbox is empty. The server goes first (section 7.1.1). */
    boolean outputEnds() {
        return server && state == State.ENDING;
    }

    /** Whether the socket can be closed: both sides have said all they had to say. */
    boolean ended() {
        return state == State.ENDED || state == State.ENDING && inputEnded && outbox.pending() == 0;
    }

    // tag::tick[]
    /**
     * Looks at the clock; to be called several times a second.
     *
     * @return false if the peer has had time enough: the socket is to be closed
     */
    boolean tick() {
        long now = clock.getAsLong();
        long silence = now - heard;
        switch (state) {
            case CONNECTING -> {
                if (now - since > STALLED) {
                    refuse(new HandshakeException(408, "the handshake took too long"));
                    return server;
                }
            }
            case OPEN -> {
                if (insideFrame && silence > STALLED && outbox.pending() == 0) {
                    fail(CloseStatus.POLICY_VIOLATION, "a frame has begun, and nothing more has come of it");
                    wakeUp();
                } else if (silence > 2 * SILENCE) {
                    return false;
                } else if (silence > SILENCE && !pinged) {
                    pinged = true;
                    ping(ByteBuffer.allocate(0));
                }
            }
            case CLOSING, ENDING -> {
                return now - since <= CLOSING;
            }
            case ENDED -> {
                return false;
            }
        }
        return true;
    }
    // end::tick[]

    private void open(Opening.Outcome outcome) {
        if (outcome.endpoint() == null) {
            end(outcome.answer());
            return;
        }
        endpoint = outcome.endpoint();
        if (outcome.deflate() != null) {
            deflate = new PermessageDeflate(outcome.deflate(), server);
            decoder.allow(Frame.RSV1);
            assembler.inflateWith(deflate);
        }
        synchronized (outbox) {
            outbox.raw(outcome.answer());
            if (state == State.CONNECTING) {
                become(State.OPEN);
            }
        }
        endpoint.onOpen(this);
    }

    private void deliver() {
        ByteBuffer message = assembler.message();
        int position = message.position();
        int limit = message.limit();
        message.limit(assembler.to()).position(assembler.from());
        try {
            if (state == State.OPEN) {
                endpoint.onMessage(this, assembler.text(), message);
            }
        } finally {
            message.limit(limit).position(position);
            assembler.release();
        }
    }

    /** A control frame, or the next part of one: they are short, but they can be cut like any other. */
    private void control(ByteBuffer in) throws WebSocketException {
        if (controlPayload == null) {
            controlPayload = ByteBuffer.allocate(Frame.MAX_CONTROL_PAYLOAD);
        }
        for (int i = decoder.from(); i < decoder.to(); i++) {
            controlPayload.put(in.get(i));
        }
        if (!decoder.last()) {
            return;
        }
        controlPayload.flip();
        if (decoder.opcode() == Frame.PING) {
            control(Frame.PONG, controlPayload);
        } else if (decoder.opcode() == Frame.CLOSE) {
            CloseStatus status = CloseStatus.parse(controlPayload);
            close(new CloseStatus(status.code(), "").body(), State.ENDING);
            become(State.ENDING);
            told(status);
        }
        controlPayload.clear();
    }

    private boolean control(int opcode, ByteBuffer payload) {
        if (payload.remaining() > Frame.MAX_CONTROL_PAYLOAD) {
            throw new IllegalArgumentException("a control frame has at most 125 bytes of payload");
        }
        synchronized (outbox) {
            if (state != State.OPEN) {
                return false;
            }
            outbox.frame(Frame.FIN | opcode, payload);
        }
        wakeUp();
        return true;
    }

    /** The one place that sends a Close: it is the last frame, since nothing is sent unless the connection is open. */
    private void close(ByteBuffer body, State next) {
        synchronized (outbox) {
            if (state == State.OPEN) {
                outbox.frame(Frame.FIN | Frame.CLOSE, body);
                become(next);
            } else if (state == State.CONNECTING) {
                become(State.ENDING);
            }
        }
    }

    /** "Fail the WebSocket connection" (section 7.1.7): a Close that says why, and then nothing is heard any more. */
    private void fail(int code, String reason) {
        close(new CloseStatus(code, reason).body(), State.ENDING);
        become(State.ENDING);
        told(new CloseStatus(code, reason));
    }

    private void refuse(HandshakeException why) {
        refused = why;
        end(opening.refusal(why));
    }

    private void end(byte[] lastBytes) {
        synchronized (outbox) {
            outbox.raw(lastBytes);
            become(State.ENDING);
        }
        wakeUp();
    }

    /** There is no way back from a later state to an earlier one. */
    private void become(State next) {
        synchronized (outbox) {
            if (next.compareTo(state) > 0) {
                state = next;
                since = clock.getAsLong();
            }
        }
    }

    private void told(CloseStatus status) {
        synchronized (outbox) {
            if (endpoint == null || closeTold) {
                return;
            }
            closeTold = true;
        }
        endpoint.onClose(this, status);
    }

    private void wakeUp() {
        if (receiving != Thread.currentThread()) {
            wake.run();
        }
    }
}
