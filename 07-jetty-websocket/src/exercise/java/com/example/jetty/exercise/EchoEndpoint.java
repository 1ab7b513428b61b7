package com.example.jetty.exercise;

import org.eclipse.jetty.websocket.api.Session;
import org.opentest4j.TestAbortedException;

/**
 * An echo endpoint on Jetty's own interface: every message goes back as it came, text as text, binary as binary.
 *
 * <p>Jetty reads nothing that was not asked for. Each {@link Session#demand()} allows one more event, and there is one
 * rule: ask for the first when the connection opens, and for the next when the echo of the last has been sent, not
 * before. A peer that sends and does not read is then read no further.
 *
 * <p>Override what you need: {@code onWebSocketOpen}, {@code onWebSocketText}, {@code onWebSocketBinary}, and the
 * three-argument {@code onWebSocketClose}. What they owe:
 * <ul>
 * <li>a message of more than {@code limit} bytes is refused by Jetty with 1009: a session has a limit for text and one
 *     for binary, and both are 65,536 until you set them;
 * <li>the buffer of a binary message is Jetty's; complete its callback when the echo has been sent, not before;
 * <li>a Close is echoed with its code, but only when the callback of {@code onWebSocketClose} is completed;
 * <li>when an echo cannot be sent, the connection is useless, for a Close too: {@link Session#disconnect()} alone, and
 *     ask for nothing more.
 * </ul>
 *
 * <p>Example: open, {@code demand}; the text "hi" comes, {@code sendText("hi", ...)}; it has been sent, {@code demand}.
 */
public final class EchoEndpoint implements Session.Listener {

    /** @param limit the longest message that is accepted, in bytes */
    public EchoEndpoint(long limit) {
        throw new TestAbortedException("7.1 EchoEndpoint: not started");
    }
}
