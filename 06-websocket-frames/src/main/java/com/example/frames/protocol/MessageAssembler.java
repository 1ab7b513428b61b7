package com.example.frames.protocol;

import static com.example.frames.protocol.WebSocketException.protocolError;
import static com.example.frames.protocol.WebSocketException.tooBig;

import java.nio.ByteBuffer;

/**
 * Frames in, messages out (RFC 6455, section 5.4), and control frames, which may come between the fragments of a
 * message. What lies whole in the caller's buffer stays there; a message that does not is gathered in a buffer of its
 * own, which grows with what arrives, not with what is announced. Text is checked as it arrives.
 *
 * <p>Not safe for use by several threads.
 */
public final class MessageAssembler {

    private final Limits limits;
    private final BufferPool pool;
    private Compression compression;

    private boolean inMessage;
    private int messageOpcode;
    private boolean compressed;
    private int fragments;
    private long announced;
    private final Utf8Validator utf8 = new Utf8Validator();

    private ByteBuffer gathered;
    private ByteBuffer control;
    private int opcode;
    private ByteBuffer message;
    private int from;
    private int to;

    public MessageAssembler(Limits limits, BufferPool pool) {
        this.limits = limits;
        this.pool = pool;
    }

    /** Messages may come compressed from now on. */
    public void inflateWith(Compression extension) {
        compression = extension;
    }

    // tag::add[]
    /**
     * Adds a frame, or the next part of one, as {@link FrameDecoder#next} has just shown it.
     *
     * @return true when a message or a control frame is complete: it is {@code message()[from() .. to())} until the
     * next call
     * @throws WebSocketException 1002 when fragments are out of order, 1009 when a limit is passed, at the header that
     *     says so, 1007 when text is not UTF-8, at the first wrong byte
     */
    public boolean add(FrameDecoder frame, ByteBuffer in) throws WebSocketException {
        opcode = frame.opcode();
        if (Frame.isControl(opcode)) {
            return addControl(frame, in);
        }
        if (frame.first()) {
            begin(frame);
        }
        boolean end = frame.fin() && frame.last();
        if (end && frame.first() && fragments == 1 && !compressed) {
            complete(in, frame.from(), frame.to());
            check(in, from, to);
        } else {
            gather(in, frame.from(), frame.to());
            if (end) {
                finish();
            }
        }
        if (end && messageOpcode == Frame.TEXT) {
            utf8.end();
        }
        inMessage &= !end;
        opcode = messageOpcode;
        return end;
    }
    // end::add[]

    /** What is complete: {@link Frame#TEXT}, {@link Frame#BINARY}, or the opcode of a control frame. */
    public int opcode() {
        return opcode;
    }

    /** The buffer that the complete message is in. */
    public ByteBuffer message() {
        return message;
    }

    /** The index of the message's first byte. */
    public int from() {
        return from;
    }

    /** The index after the message's last byte. */
    public int to() {
        return to;
    }

    /** What was complete has been dealt with: a message's memory is given back. */
    public void release() {
        message = null;
        if (gathered != null && !inMessage) {
            pool.give(gathered);
            gathered = null;
        }
    }

    /** An incomplete message is dropped, and its buffer freed. */
    public void discard() {
        inMessage = false;
        release();
    }

    // tag::begin[]
    /** Begins a message or goes on with one: a continuation needs a message to continue (RFC 6455, section 5.4). */
    private void begin(FrameDecoder frame) throws WebSocketException {
        boolean continuation = frame.opcode() == Frame.CONTINUATION;
        if (continuation != inMessage) {
            throw protocolError(continuation ? "a continuation without a message to go on with"
                    : "a new message before the last one has ended");
        }
        if (!continuation) {
            inMessage = true;
            messageOpcode = frame.opcode();
            compressed = frame.rsv1();
            fragments = 0;
            announced = 0;
        }
        fragments++;
        announced += frame.length();
        if (fragments > limits.fragments()) {
            throw tooBig("a message comes in at most " + limits.fragments() + " fragments");
        }
        if (announced > (compressed ? limits.frame() : limits.message())) {
            throw tooBig("a message of " + announced + " bytes is announced, the limit is " + limits.message());
        }
    }
    // end::begin[]

    private void gather(ByteBuffer in, int start, int end) throws WebSocketException {
        int limit = in.limit();
        int position = in.position();
        in.limit(end).position(start);
        try {
            if (compressed) {
                compression.inflate(in, this::append);
            } else if (start < end) {
                append(in);
            }
        } finally {
            in.limit(limit).position(position);
        }
    }

    private void finish() throws WebSocketException {
        if (compressed) {
            compression.endMessage();
        }
        complete(space(0), 0, gathered.position());
    }

    private boolean addControl(FrameDecoder frame, ByteBuffer in) {
        if (frame.first() && frame.last()) {
            complete(in, frame.from(), frame.to());
            return true;
        }
        if (control == null) {
            control = ByteBuffer.allocate(Frame.MAX_CONTROL_PAYLOAD);
        }
        for (int i = frame.from(); i < frame.to(); i++) {
            control.put(in.get(i));
        }
        if (frame.last()) {
            complete(control, 0, control.position());
            control = null;
        }
        return frame.last();
    }

    private void complete(ByteBuffer buffer, int start, int end) {
        message = buffer;
        from = start;
        to = end;
    }

    /** The buffer with space for this many more bytes of the message; never for more than the limit. */
    private ByteBuffer space(int bytes) throws WebSocketException {
        int used = gathered == null ? 0 : gathered.position();
        if (bytes > limits.message() - used) {
            throw tooBig("the message grows to more than " + limits.message() + " bytes");
        }
        if (gathered == null || gathered.remaining() < bytes) {
            // Space for what is announced, but for no more than four times what has come: announcing costs nothing.
            int arrived = used + bytes;
            ByteBuffer larger = pool.take((int) Math.max(arrived, Math.min(announced, 4L * arrived)));
            if (gathered != null) {
                larger.put(gathered.flip());
                pool.give(gathered);
            }
            gathered = larger;
        }
        return gathered;
    }

    /** Adds to what is gathered: bytes as they came, or what became of compressed ones. */
    private void append(ByteBuffer part) throws WebSocketException {
        int at = gathered == null ? 0 : gathered.position();
        space(part.remaining()).put(part);
        check(gathered, at, gathered.position());
    }

    private void check(ByteBuffer bytes, int start, int end) throws WebSocketException {
        if (messageOpcode == Frame.TEXT) {
            utf8.accept(bytes, start, end);
        }
    }
}
