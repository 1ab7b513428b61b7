package com.example.frames.protocol;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One side's part in the opening handshake (RFC 6455, section 4). {@link Connection} knows nothing of HTTP: it hands
 * the first bytes to this until there is an outcome. There is one object for each connection.
 */
public interface OpeningHandshake {

    /** What this side sends before it has heard anything; a server: nothing. */
    byte[] request();

    /**
     * Takes in what has arrived, up to the end of the other side's head and not a byte more: frames may follow.
     *
     * @return null as long as the head is not complete
     */
    Outcome receive(ByteBuffer in);

    /** The other side has had its time. Another thread may say so, even during {@link #receive}. */
    Outcome timedOut();

    /** This side wants no connection any more: it stops. Another thread may say so, even during {@link #receive}. */
    Outcome stopped();

    /** The other side has ended its side of TCP before its head was complete. */
    Outcome inputEnded();

    /**
     * How it ended.
     *
     * @param answer the bytes to send, if any
     * @param endpoint who gets the messages; null if the connection ends with the answer
     * @param compression what was agreed on; null for none
     * @param refused why there will be no WebSocket connection; null if there will be one, or none was asked for
     * @param wire what sees the bytes
     */
    record Outcome(byte[] answer, Endpoint endpoint, Compression compression, IOException refused, Wire wire) {

        /** Both sides may speak. */
        public static Outcome open(byte[] answer, Endpoint endpoint, Compression compression) {
            return new Outcome(answer, endpoint, compression, null, Wire.UNSEEN);
        }

        /** The same, and this sees the bytes. */
        public Outcome seenBy(Wire eyes) {
            return new Outcome(answer, endpoint, compression, refused, eyes);
        }

        /** This was a plain HTTP request: it is answered, and that is all. */
        public static Outcome answered(byte[] answer) {
            return new Outcome(answer, null, null, null, Wire.UNSEEN);
        }

        public static Outcome refused(byte[] answer, IOException why) {
            return new Outcome(answer, null, null, why, Wire.UNSEEN);
        }
    }
}
