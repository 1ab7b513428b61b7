package com.example.bench.load;

import java.nio.ByteBuffer;

/**
 * What arrives on one connection: frames are taken apart, and every byte of every message is compared with what was
 * sent. Written for this purpose alone, and not with the lesson's code: a mistake there must not be made here again.
 */
final class Answers {

    /** What is told of each answer. */
    interface Listener {

        /** The next message is complete, and is what it should be. */
        void right();

        /** A ping has come, which is to be answered. */
        void ping(byte[] payload);

        /** A pong has come. */
        void pong();
    }

    /** Something has come that should not have. */
    static final class WrongException extends Exception {

        public WrongException(String message) {
            super(message);
        }
    }

    private static final int CONTINUATION = 0;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Payload payload;
    private final boolean raw;
    private final boolean prefixed;
    private final Listener listener;

    private final byte[] header = new byte[10];
    private int headerHad;
    private long frameLeft;
    private boolean inFrame;
    private boolean inMessage;
    private int skip;
    private byte[] control;
    private long number;
    private int had;

    /**
     * @param raw whether these are bare bytes, without frames
     * @param prefixed whether a message may have something in front, as a line of the room has an id and a name
     */
    Answers(Payload payload, boolean raw, boolean prefixed, Listener listener) {
        this.payload = payload;
        this.raw = raw;
        this.prefixed = prefixed;
        this.listener = listener;
    }

    /** How many messages were complete and right: the number of the next one. */
    long count() {
        return number;
    }

    /** Takes all of {@code in}. */
    void take(ByteBuffer in) throws WrongException {
        while (in.hasRemaining()) {
            if (raw) {
                payload(in, Math.min(in.remaining(), payload.size() - had));
                end(had == payload.size());
            } else if (!inFrame) {
                header(in);
            } else {
                int part = (int) Math.min(in.remaining(), frameLeft);
                frameLeft -= part;
                if (control != null) {
                    in.get(control, control.length - (int) frameLeft - part, part);
                } else {
                    payload(in, part);
                }
                endOfFrame();
            }
        }
    }

    private void header(ByteBuffer in) throws WrongException {
        header[headerHad++] = in.get();
        int length = headerHad < 2 ? 0 : header[1] & 0xFF;
        if (headerHad < 2 || headerHad < (length == 126 ? 4 : length == 127 ? 10 : 2)) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(header);
        frameLeft = length == 126 ? bytes.getShort(2) & 0xFFFF : length == 127 ? bytes.getLong(2) : length;
        headerHad = 0;
        inFrame = true;
        int opcode = header[0] & 0x0F;
        if (length > 127 || (header[0] & 0x70) != 0) {
            throw new WrongException("a frame with a mask or a reserved bit");
        }
        if (opcode == PING || opcode == PONG) {
            if (frameLeft > 125) {
                throw new WrongException("a control frame of " + frameLeft + " bytes");
            }
            control = new byte[(int) frameLeft];
        } else if (opcode != (inMessage ? CONTINUATION : payload.text() ? 1 : 2)) {
            throw new WrongException("a frame with the opcode " + opcode);
        } else if (prefixed && !inMessage) {
            skip = (int) Math.max(0, Math.min(128, frameLeft - payload.size()));
        }
        endOfFrame();
    }

    private void endOfFrame() throws WrongException {
        if (frameLeft > 0) {
            return;
        }
        inFrame = false;
        if (control != null) {
            byte[] complete = control;
            control = null;
            if ((header[0] & 0x0F) == PING) {
                listener.ping(complete);
            } else {
                listener.pong();
            }
        } else {
            boolean fin = (header[0] & 0x80) != 0;
            inMessage = !fin;
            if (fin && had != payload.size()) {
                throw new WrongException("a message of " + had + " bytes");
            }
            end(fin);
        }
    }

    private void payload(ByteBuffer in, int length) throws WrongException {
        int over = Math.min(skip, length);
        skip -= over;
        int limit = in.limit();
        in.limit(in.position() + length).position(in.position() + over);
        if (had + in.remaining() > payload.size() || !payload.matches(number, had, in)) {
            throw new WrongException("not what was sent: message " + number + ", after byte " + had);
        }
        had += in.remaining();
        in.position(in.limit()).limit(limit);
    }

    private void end(boolean message) {
        if (message) {
            had = 0;
            number++;
            listener.right();
        }
    }
}
