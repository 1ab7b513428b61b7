package com.example.frames.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 6.7: end a connection so that both sides know how it ended (RFC 6455, sections 5.5.1 and 7.1).
 *
 * <p>Whoever wants to end it sends a Close frame; the other side answers with one. When both frames have crossed, the
 * server closes TCP, and the client waits for that. A peer that never answers, or never closes, is waited for only so
 * long. No socket, thread or sleep appears here: events go in, actions come out, and the time is asked of a clock.
 *
 * <p>Example, a server with a time-out of 10 s: {@code WeClose(1001)} gives {@code [SendClose(1001)]}; then
 * {@code CloseCame(1001)} gives {@code [CloseTcp, Report(1001, true)]}.
 */
public final class ClosingHandshake {

    public enum Role { CLIENT, SERVER }

    /**
     * What the two programs say to each other. The closing handshake passes it on as it is, whatever is in it.
     *
     * @param text    text, and not binary
     * @param payload its bytes; those of a text are UTF-8
     */
    public record Message(boolean text, ByteBuffer payload) {

        /** The text, or the bytes in hexadecimal digits: the tests tell what happened with it. */
        @Override
        public String toString() {
            byte[] bytes = new byte[payload.remaining()];
            payload.duplicate().get(bytes);
            return text ? new String(bytes, UTF_8) : "bytes " + HexFormat.of().formatHex(bytes);
        }
    }

    /** What happens. */
    public sealed interface Event {

        /** Our program wants to send a message. */
        record WeSend(Message message) implements Event { }

        /** Our program wants to end the connection, and tells the peer this code. */
        record WeClose(int code) implements Event { }

        /** A message came from the peer. */
        record MessageCame(Message message) implements Event { }

        /** A Close frame came from the peer, with this code; 1005 if it was empty. */
        record CloseCame(int code) implements Event { }

        /** The peer has closed TCP, or the network has lost it. */
        record StreamEnded() implements Event { }

        /** Nothing else happened, but time went by. This is the one event at which the time-out is checked. */
        record TimePassed() implements Event { }
    }

    /** What is to be done, in this order. */
    public sealed interface Action {

        /** Send a message. */
        record SendMessage(Message message) implements Action { }

        /** Send a Close frame with this code; 1005 stands for an empty one. */
        record SendClose(int code) implements Action { }

        /** Hand the message to our program. */
        record Deliver(Message message) implements Action { }

        /** Close our TCP connection (gently: what was sent must still arrive). */
        record CloseTcp() implements Action { }

        /**
         * Tell our program how it ended: once, after CloseTcp.
         *
         * @param code  the code of the first Close frame that came; 1006 if none came (section 7.1.5)
         * @param clean a Close frame was sent and one came (section 7.1.4)
         */
        record Report(int code, boolean clean) implements Action { }
    }

    /**
     * A connection that is open.
     *
     * @param timeout  how long to wait, from the moment our Close frame is sent until TCP is closed; nothing that the
     *                 peer does prolongs it
     * @param nanoTime the clock: {@code System::nanoTime} in production. Its values may be negative, and may run over
     *                 from the largest long to the smallest: only a difference of two of them means something
     */
    public ClosingHandshake(Role role, Duration timeout, LongSupplier nanoTime) {
        throw new TestAbortedException("6.7 ClosingHandshake: not started");
    }

    /**
     * Takes the next event.
     *
     * <ul>
     * <li>WeSend: the message is sent, text or binary, as long as no Close frame of ours was (section 5.5.1).
     * <li>WeClose: a Close frame is sent. A second one never is.
     * <li>MessageCame: the message is delivered until the peer's Close frame has come, even when ours is sent already:
     *     the peer may have had it on the way. What comes after the peer's Close is thrown away (section 1.4).
     * <li>CloseCame: it is answered with the same code, if no Close of ours was sent (section 5.5.1). Now both have
     *     crossed: a server closes TCP at once, a client waits until the server does (section 7.1.1). A second Close
     *     is thrown away.
     * <li>StreamEnded: TCP is closed, however far the handshake had come.
     * <li>TimePassed: TCP is closed when the time-out is over, that is, when its last nanosecond has passed.
     * </ul>
     *
     * @return what is to be done; empty if nothing is, as after CloseTcp, whatever happens
     * @throws IllegalStateException at WeSend, when a Close frame of ours was sent or TCP is closed: our program must
     *     know that its message will never arrive
     */
    public List<Action> on(Event event) {
        throw new TestAbortedException("6.7 ClosingHandshake: not started");
    }
}
