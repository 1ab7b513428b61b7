package com.example.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * What one connection sends: messages that are numbered, encoded once, and sent over and over. Those that may be under
 * way at the same time are one after the other in a buffer, so that several leave in one write; of each only the
 * number is written again.
 */
final class Outgoing {

    private final ByteBuffer frames;
    private final int frameLength;
    private final int payloadAt;
    private final int slots;
    private final byte[] key = new byte[4];
    private long released;
    private long written;

    /**
     * @param frames where they are kept, {@link #bytes} long
     * @param slots how many may be under way
     */
    Outgoing(ByteBuffer frames, Payload payload, int slots, boolean raw, int maskingKey) {
        this.frames = frames;
        this.slots = slots;
        payloadAt = raw ? 0 : headerLength(payload.size());
        frameLength = payloadAt + payload.size();
        if (!raw) {
            ByteBuffer.wrap(key).putInt(maskingKey);
        }
        for (int slot = 0; slot < slots; slot++) {
            int at = slot * frameLength;
            if (!raw) {
                header(at, payload);
            }
            for (int i = 0; i < payload.size(); i++) {
                frames.put(at + payloadAt + i, (byte) (payload.at(0, i) ^ key[i & 3]));
            }
        }
    }

    /** How much room the messages of one connection need. */
    static int bytes(int size, int slots, boolean raw) {
        return slots * ((raw ? 0 : headerLength(size)) + size);
    }

    private static int headerLength(int size) {
        return (size < 126 ? 2 : size <= 0xFFFF ? 4 : 10) + 4;
    }

    private void header(int at, Payload payload) {
        int size = payload.size();
        ByteBuffer header = frames.duplicate().position(at);
        header.put((byte) (payload.text() ? 0x81 : 0x82));
        if (size < 126) {
            header.put((byte) (0x80 | size));
        } else if (size <= 0xFFFF) {
            header.put((byte) (0x80 | 126)).putShort((short) size);
        } else {
            header.put((byte) (0x80 | 127)).putLong(size);
        }
        header.put(key);
    }

    /** One more message may be sent: its number. There must be room for it, that is: an older one has been answered. */
    long release() {
        int at = (int) (released % slots) * frameLength + payloadAt;
        frames.clear();
        for (int i = 0; i < Payload.DIGITS; i++) {
            frames.put(at + i, (byte) (Payload.digit(released, i) ^ key[i & 3]));
        }
        return released++;
    }

    /** Whether a part of a frame is written, and the rest is not. */
    boolean insideFrame() {
        return written % frameLength != 0;
    }

    /** Writes what may be sent; false if the socket does not take all of it now. */
    boolean write(SocketChannel channel) throws IOException {
        long end = released * frameLength;
        while (written < end) {
            int from = (int) (written % ((long) slots * frameLength));
            int to = (int) Math.min((long) slots * frameLength, from + (end - written));
            int count = channel.write(frames.limit(to).position(from));
            written += count;
            if (count < to - from) {
                return false;
            }
        }
        return true;
    }
}
