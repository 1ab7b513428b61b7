package com.example.frames.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Direct buffers that are used again. A connection borrows one while it has bytes that wait, and gives it back when
 * they are gone: an idle connection holds none. Safe for use by many threads.
 */
public final class BufferPool {

    /** The size of the smallest buffers, in bytes. */
    public static final int SMALLEST = 4096;
    /** The most that is kept for later, in bytes; beyond it, what is given back is left to the garbage collector. */
    private static final long MOST_KEPT = 64 << 20;
    private static final int SIZES = 19;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final ArrayDeque<ByteBuffer>[] free = new ArrayDeque[SIZES];
    private long kept;

    public BufferPool() {
        for (int i = 0; i < SIZES; i++) {
            free[i] = new ArrayDeque<>(0);
        }
    }

    /** An empty buffer of at least this many bytes, at most 1 GiB: a power of two. */
    public ByteBuffer take(int bytes) {
        int size = size(bytes);
        synchronized (this) {
            ByteBuffer buffer = free[size].pollLast();
            if (buffer != null) {
                kept -= buffer.capacity();
                return buffer.clear();
            }
        }
        return ByteBuffer.allocateDirect(SMALLEST << size);
    }

    /** Gives back a buffer that {@link #take} gave; the caller must not use it any more. */
    public synchronized void give(ByteBuffer buffer) {
        if (kept + buffer.capacity() <= MOST_KEPT) {
            kept += buffer.capacity();
            free[size(buffer.capacity())].addLast(buffer);
        }
    }

    private static int size(int bytes) {
        return bytes <= SMALLEST ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros((bytes - 1) / SMALLEST);
    }
}
