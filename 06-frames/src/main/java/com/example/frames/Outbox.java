package com.example.frames;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.IntSupplier;

/**
 * Frames on their way out: encoded, whole, one behind the other, so that several leave in one write and none gets into
 * the middle of another. It does no I/O: whoever owns the socket takes the bytes from here. Safe for use by many threads.
 */
public final class Outbox {

    /** The bytes wait in pieces of this size. */
    private static final int CHUNK = 32 * 1024;

    private final BufferPool pool;
    private final IntSupplier maskingKeys;
    private final ArrayDeque<ByteBuffer> chunks = new ArrayDeque<>(2);
    private long pending;

    /** @param maskingKeys a fresh random key for each frame of a client's; null for a server: it does not mask */
    public Outbox(BufferPool pool, IntSupplier maskingKeys) {
        this.pool = pool;
        this.maskingKeys = maskingKeys;
    }

    // tag::frame[]
    /**
     * Adds a frame.
     *
     * @param first its first byte: {@link Frame#FIN}, reserved bits, opcode
     * @param payload is copied, and consumed
     */
    public synchronized void frame(int first, ByteBuffer payload) {
        ByteBuffer out = room(Frame.MAX_HEADER);
        int start = out.position();
        Frame.putHeader(out, first, payload.remaining(), maskingKeys != null);
        int key = 0;
        if (maskingKeys != null) {
            key = maskingKeys.getAsInt();
            out.putInt(key);
        }
        pending += out.position() - start;
        put(payload, key);
    }
    // end::frame[]

    /** Adds bytes as they are. */
    public synchronized void raw(byte[] bytes) {
        put(ByteBuffer.wrap(bytes), 0);
    }

    /** How many bytes wait, those included that have been taken and not yet written. */
    public synchronized long pending() {
        return pending;
    }

    /** Takes the next bytes to be written; null when there are none. What was taken comes back with {@link #written}. */
    public synchronized ByteBuffer take() {
        ByteBuffer chunk = chunks.pollFirst();
        return chunk == null ? null : chunk.flip();
    }

    /** The bytes of this buffer are written, or nobody wants them any more. */
    public synchronized void written(ByteBuffer chunk) {
        pending -= chunk.limit();
        pool.give(chunk);
    }

    /** Forgets all that waits. */
    public synchronized void clear() {
        for (ByteBuffer chunk = take(); chunk != null; chunk = take()) {
            written(chunk);
        }
    }

    private void put(ByteBuffer bytes, int key) {
        pending += bytes.remaining();
        while (bytes.hasRemaining()) {
            ByteBuffer out = room(1);
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

    private ByteBuffer room(int bytes) {
        ByteBuffer last = chunks.peekLast();
        if (last == null || last.remaining() < bytes) {
            last = pool.take(CHUNK);
            chunks.addLast(last);
        }
        return last;
    }
}
