package com.example.handshake.exercise;

import java.net.ProtocolException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 5.5: the client's side of one handshake (RFC 6455, section 4.1), from text to text.
 *
 * <p>The key is the Base64 of 16 random bytes, from a source that cannot be predicted, and is another one for each
 * handshake. {@code request()} gives the same bytes each time it is called.
 */
public final class ClientHandshake {

    /**
     * @param uri {@code ws://host:port/path?query}; without a port it is 80, without a path it is /
     * @param subprotocols what to offer, the best first; may be empty
     */
    public ClientHandshake(URI uri, List<String> subprotocols) {
        throw new TestAbortedException("5.5 ClientHandshake: not started");
    }

    /**
     * The request: these lines, in this order, each with CR LF at its end, and the empty line. The port is left out of
     * {@code Host} when it is 80. {@code Sec-WebSocket-Protocol} is left out when nothing is offered.
     * <pre>
     * GET /chat?room=1 HTTP/1.1
     * Host: server.example.com:8005
     * Upgrade: websocket
     * Connection: Upgrade
     * Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
     * Sec-WebSocket-Protocol: chat, superchat
     * Sec-WebSocket-Version: 13
     *
     * </pre>
     */
    public byte[] request() {
        throw new TestAbortedException("5.5 ClientHandshake.request: not started");
    }

    /**
     * Verifies the response, point by point. It never throws another exception, whatever the lines are.
     *
     * @param head the lines of the response, without their CR LF, and without the empty line: first the status line,
     *     then {@code name: value} lines. Names come in upper or lower case, and in any order; spaces and tabs around a
     *     value do not count
     * @return the subprotocol that the server has chosen; empty if it has chosen none
     * @throws ProtocolException for the first point that does not hold. The message contains the word in front of it:
     *     <pre>
     *     status                    the status is 101; the words behind it mean nothing, and may be missing
     *     Upgrade                   one line, "websocket" in upper or lower case
     *     Connection                a list, over all its lines, with "Upgrade" in upper or lower case
     *     Sec-WebSocket-Accept      one line, the accept key for the key that was sent
     *     Sec-WebSocket-Extensions  no line at all, not even an empty one: none was offered
     *     Sec-WebSocket-Protocol    no line, or one with one of the subprotocols that were offered, in the same case
     *     </pre>
     */
    public Optional<String> verify(List<String> head) throws ProtocolException {
        throw new TestAbortedException("5.5 ClientHandshake.verify: not started");
    }
}
