package com.example.frames.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Direct buffers that are used again. A connection borrows one while it has bytes that wait, and gives it back when
 * they are gone: an idle connection holds none. The first reading may take it for {@code ByteBuffer.allocateDirect}.
 * Safe for use by many threads.
 */
public final class BufferPool {

    /** The size of the smallest buffers, in bytes. */
    public static final int SMALLEST = 4096;
    /** The largest that {@link #fit} gives for a read, in bytes. */
    private static final int LARGEST_READ = 128 * 1024;
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

    /** A buffer for the next read, in place of this one: a larger one if it was full, a smaller one if almost empty. */
    public ByteBuffer fit(ByteBuffer in) {
        int size = in.capacity();
        if (in.limit() == size) {
            size = Math.min(2 * size, LARGEST_READ);
        } else if (in.limit() <= size / 4) {
            size = Math.max(size / 2, SMALLEST);
        }
        if (size == in.capacity()) {
            return in;
        }
        ByteBuffer next = take(size);
        give(in);
        return next;
    }

    private static int size(int bytes) {
        return bytes <= SMALLEST ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros((bytes - 1) / SMALLEST);
    }
}
