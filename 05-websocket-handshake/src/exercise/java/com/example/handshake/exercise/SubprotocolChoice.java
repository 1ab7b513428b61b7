package com.example.handshake.exercise;

import com.example.handshake.RefusedException;
import java.util.List;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 5.4: which language the two will speak over the WebSocket (RFC 6455, sections 1.9, 4.2.2 and 11.3.4).
 *
 * <p>The client offers subprotocols in {@code Sec-WebSocket-Protocol}, in one line or in several. The server takes one
 * of them, or none. If it answers with one that was not offered, or with the whole list, the browser hangs up.
 *
 * <p>Example: a server that can speak {@code [chat]}, offered {@code chat, superchat}, takes {@code chat}.
 */
public final class SubprotocolChoice {

    private SubprotocolChoice() {
    }

    /**
     * Chooses a subprotocol.
     *
     * @param supported what the server can speak, the best first
     * @param offered the values of all {@code Sec-WebSocket-Protocol} lines, in their order; each is a list with
     *     commas, with or without spaces and tabs around its elements; empty elements count for nothing (RFC 9110,
     *     section 5.6.1). Names are case-sensitive
     * @return the server's best one among those offered; empty if there is none, and then the response has no
     *     {@code Sec-WebSocket-Protocol} field
     * @throws RefusedException 400, if a name is not a token (ASCII letters and digits, and
     *     {@code !#$%&'*+-.^_`|~}), or is offered twice, in one line or in two
     */
    public static Optional<String> choose(List<String> supported, List<String> offered) throws RefusedException {
        throw new TestAbortedException("5.4 SubprotocolChoice: not started");
    }
}
