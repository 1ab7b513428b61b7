package com.example.handshake.exercise;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 5.3: a server's decision about a handshake (RFC 6455, section 4.2), as a table. The first line that is true
 * gives the status:
 * <pre>
 * 505  the version is not HTTP/1. and a digit from 1 to 9
 * 400  there is not exactly one Host
 * 405  the method is not GET; methods are case-sensitive
 * 426  Upgrade does not list websocket
 * 400  Connection does not list Upgrade
 * 400  there is more than one Sec-WebSocket-Version
 * 426  the Sec-WebSocket-Version is missing, or is not 13
 * 400  there is not exactly one Sec-WebSocket-Key, or it is not Base64 of 16 bytes (canonical)
 * 403  there is an Origin, and it is not one of those allowed, or there are two
 * 101  otherwise
 * </pre>
 *
 * <p>{@code Upgrade} and {@code Connection} are lists: over all their lines, elements are separated by commas, with
 * spaces and tabs around them; upper and lower case do not matter (RFC 9110, sections 5.6.1 and 7.8).
 *
 * <p>Some responses carry fields: 405 {@code Allow: GET} (RFC 9110, section 15.5.6); 426 {@code Upgrade: websocket}
 * (section 15.5.22) and {@code Sec-WebSocket-Version: 13} (RFC 6455, section 4.4); 101 {@code Upgrade: websocket},
 * {@code Connection: Upgrade} and {@code Sec-WebSocket-Accept}, and nothing else: extensions are not echoed, and
 * subprotocols are exercise 5.4. The other responses carry none. For the accept key you may use
 * {@link com.example.handshake.AcceptKey}, or your own of exercise 5.1.
 */
public final class UpgradeDecision {

    private UpgradeDecision() {
    }

    /**
     * What to answer.
     *
     * @param sentence for the client, in plain English; may not be empty, except with 101
     * @param fields what the response carries, with the names spelled as above
     */
    public record Answer(int status, String sentence, Map<String, String> fields) {
    }

    /**
     * Decides. Whatever a stranger has sent, it returns an answer: it never throws.
     *
     * @param fields the values under each name, in lower case, in the order in which they came; trimmed
     * @param allowedOrigins such as {@code http://example.com}: compared as they are, character by character, so that
     *     case counts
     */
    public static Answer decide(String method, String version, Map<String, List<String>> fields,
            Set<String> allowedOrigins) {
        throw new TestAbortedException("5.3 UpgradeDecision: not started");
    }
}
