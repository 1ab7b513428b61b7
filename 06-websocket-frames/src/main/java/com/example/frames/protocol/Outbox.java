package com.example.frames.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.IntSupplier;

/**
 * Frames on their way out: encoded, whole, one behind the other, so that several leave in one write and none gets into
 * the middle of another, or behind a Close. It does no I/O: whoever owns the socket takes the bytes from here. Safe for
 * use by many threads.
 */
public final class Outbox {

    private final BufferPool pool;
    private final IntSupplier maskingKeys;
    private final ArrayDeque<ByteBuffer> chunks = new ArrayDeque<>(2);
    private Compression compression;
    private boolean open;
    private volatile Wire wire = Wire.UNSEEN;
    private volatile long pending;
    private final BurstSize burst = new BurstSize();

    /** @param maskingKeys a fresh random key for each frame of a client's; null for a server: it does not mask */
    public Outbox(BufferPool pool, IntSupplier maskingKeys) {
        this.pool = pool;
        this.maskingKeys = maskingKeys;
    }

    /** Frames may be sent from now on, messages compressed if there is an extension for it. */
    public synchronized void open(Compression extension) {
        open = true;
        compression = extension;
    }

    /** All that is taken from now on is shown. */
    public void seenBy(Wire eyes) {
        wire = eyes;
    }

    // tag::message[]
    /**
     * Adds a message, which becomes frames.
     *
     * @param text whether it is text; then it must be UTF-8
     * @param message its bytes are copied, and consumed
     * @return false if no frame may be sent, or none any more
     */
    public synchronized boolean message(boolean text, ByteBuffer message) {
        int first = Frame.FIN | (text ? Frame.TEXT : Frame.BINARY);
        if (open && compression == null) {
            frame(first, message);
        } else if (open) {
            frame(first | Frame.RSV1, compression.compress(message));
        }
        return open;
    }
    // end::message[]

    /**
     * Adds a ping or a pong.
     *
     * @param payload at most 125 bytes
     * @return false if no frame may be sent, or none any more
     */
    public synchronized boolean control(int opcode, ByteBuffer payload) {
        if (payload.remaining() > Frame.MAX_CONTROL_PAYLOAD) {
            throw new IllegalArgumentException("a control frame has at most 125 bytes of payload");
        }
        if (open) {
            frame(Frame.FIN | opcode, payload);
        }
        return open;
    }

    /** Adds a Close, the last frame there is; false if no frame may be sent, or none any more. */
    public synchronized boolean close(CloseStatus status) {
        boolean first = control(Frame.CLOSE, status.body());
        open = false;
        return first;
    }

    /** Adds bytes as they are. */
    public synchronized void raw(byte[] bytes) {
        added(bytes.length);
        put(ByteBuffer.wrap(bytes), 0);
    }

    /** How many bytes wait, those included that have been taken and not yet written. */
    public long pending() {
        return pending;
    }

    /**
     * Takes the next bytes to be written; null when there are none. What was taken comes back with {@link #written}.
     */
    public ByteBuffer take() {
        ByteBuffer chunk = next();
        if (chunk != null) {
            wire.sent(chunk);                               // not under the lock
        }
        return chunk;
    }

    private synchronized ByteBuffer next() {
        ByteBuffer chunk = chunks.pollFirst();
        return chunk == null ? null : chunk.flip();
    }

    /** The bytes of this buffer are written, or not needed any more. */
    public synchronized void written(ByteBuffer chunk) {
        pending -= chunk.limit();
        pool.give(chunk);
        if (pending == 0) {
            burst.emptied();
        }
    }

    /** Forgets all that waits; nothing more is sent. */
    public synchronized void clear() {
        open = false;
        for (ByteBuffer chunk = next(); chunk != null; chunk = next()) {
            written(chunk);
        }
    }

    // tag::frame[]
    /** Puts one frame, masked if we are the client, into the buffer that goes out. */
    private void frame(int first, ByteBuffer payload) {
        ByteBuffer out = space(Frame.MAX_HEADER, Frame.MAX_HEADER + payload.remaining());
        int start = out.position();
        Frame.putHeader(out, first, payload.remaining(), maskingKeys != null);
        int key = 0;
        if (maskingKeys != null) {
            key = maskingKeys.getAsInt();
            out.putInt(key);
        }
        added(out.position() - start + payload.remaining());
        put(payload, key);
    }
    // end::frame[]

    private void put(ByteBuffer bytes, int key) {
        while (bytes.hasRemaining()) {
            ByteBuffer out = space(1, bytes.remaining());
            int from = out.position();
            int part = Math.min(out.remaining(), bytes.remaining());
            out.put(from, bytes, bytes.position(), part).position(from + part);
            bytes.position(bytes.position() + part);
            if (key != 0) {
                Masking.apply(out, from, from + part, key);
                key = Masking.rotate(key, part);
            }
        }
    }

    private void added(int bytes) {
        pending += bytes;
        burst.added(bytes);
    }

    /** A piece with space for this much at least; a new one is large enough for what is wanted, within bounds. */
    private ByteBuffer space(int least, int wanted) {
        ByteBuffer last = chunks.peekLast();
        if (last != null && last.remaining() >= least) {
            return last;
        }
        ByteBuffer next = pool.take(burst.next(last, wanted));
        chunks.addLast(next);
        return next;
    }
}
