package com.example.undertow.dump;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Sees the bytes of one connection as they pass, and reports each frame. Each way is used by one thread at a time. The
 * same file is in lessons 07 and 08.
 */
public final class Eyes {

    private static final int HEAD_ENDS = 0x0D0A0D0A;                    // CR LF CR LF

    private final FrameDump up;
    private final FrameDump down;
    private boolean began;
    private boolean inHead;
    private int lastFour;

    /** @param told what gets the reports; it must not wait */
    public Eyes(Consumer<String> told) {
        up = new FrameDump((fields, payload) -> told.accept(new Report("frame").frame("up", fields).toString()));
        down = new FrameDump((fields, payload) -> told.accept(new Report("frame").frame("down", fields).toString()));
    }

    /** These bytes have come, behind the opening handshake; they are left as they are. */
    public void received(ByteBuffer bytes) {
        up.add(bytes);
    }

    /** These bytes are written; they are left as they are. The answer of the handshake may be before the frames. */
    public void sent(ByteBuffer bytes) {
        int from = bytes.position();
        if (!began && bytes.hasRemaining()) {
            began = true;
            inHead = bytes.get(from) == 'H';                            // no frame of a server begins with 48
        }
        while (inHead && from < bytes.limit()) {
            lastFour = lastFour << 8 | bytes.get(from++) & 0xFF;
            inHead = lastFour != HEAD_ENDS;
        }
        down.add(bytes.duplicate().position(from));
    }
}
