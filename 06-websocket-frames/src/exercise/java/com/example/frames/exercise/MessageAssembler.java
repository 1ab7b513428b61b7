package com.example.frames.exercise;

import java.io.IOException;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 6.4: put messages together again (RFC 6455, section 5.4).
 *
 * <p>A message may come in several frames: the first says text (1) or binary (2), the others say continuation (0), and
 * only the last has FIN. Between them may come control frames (8 and up), and nothing else. A control frame is whole,
 * and a message of its own: it comes out at once and changes nothing about the message around it.
 *
 * <p>Example: {@code 01 "Hel"}, {@code 89 "?"}, {@code 80 "lo"} are a ping "?" and then the text "Hello".
 *
 * <p>The frames that arrive here have been unmasked, and their headers were found right (exercise 6.1): the opcode is
 * 0, 1, 2, 8, 9 or 10, and a control frame has FIN. Their payloads are yours: the caller does not change them again.
 * What they mean together is what you judge.
 */
public final class MessageAssembler {

    /**
     * A message.
     *
     * @param opcode  1 text, 2 binary, 8 close, 9 ping, 10 pong
     * @param payload all its bytes; those of a text are valid UTF-8
     */
    public record Message(int opcode, byte[] payload) { }

    /** The connection has failed (section 7.1.7): no frame after this one is of any interest. */
    public static final class Failure extends IOException {

        private final int code;

        /**
         * @param code     what the peer is told in the Close frame (section 7.4.1)
         * @param sentence what was wrong
         */
        public Failure(int code, String sentence) {
            super(sentence);
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    /**
     * @param maxBytes     the longest text or binary message that is accepted, in bytes, all its frames together
     * @param maxFragments the most frames that one message may have; without it a stranger could send empty fragments
     *                     forever
     */
    public MessageAssembler(int maxBytes, int maxFragments) {
        throw new TestAbortedException("6.4 MessageAssembler: not started");
    }

    /**
     * Takes the next frame.
     *
     * @return the message that this frame completes; empty if its message goes on
     * @throws Failure with the code
     *     <ul>
     *     <li>1002, if a message begins before the last one has ended, or one is continued that has not begun
     *         (section 5.4);
     *     <li>1009, if the message gets longer than {@code maxBytes} or has more than {@code maxFragments} frames:
     *         at the frame that goes too far, and before its bytes are copied anywhere;
     *     <li>1007, if a text is not UTF-8 (section 8.1). The text is the whole message: a character may be cut
     *         anywhere by the border of two frames. It is thrown at the last frame at the latest
     *     </ul>
     */
    public Optional<Message> accept(boolean fin, int opcode, byte[] payload) throws Failure {
        throw new TestAbortedException("6.4 MessageAssembler: not started");
    }
}
