package com.example.polling.exercise;

import java.util.Map;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 2.4: do not send again what the reader already has.
 *
 * <p>HTTP's own way of asking "is there news?" is the conditional request (RFC 9110, section 13). The answer carries an
 * entity tag, which names this very content (section 8.8.3). The reader sends it back in {@code If-None-Match}; if the
 * content is still the same, the answer is 304 Not Modified, without a body (section 15.4.5).
 *
 * <p>Example: a GET gets 200, {@code ETag: "5d41402a"} and 4,000 bytes. The next GET has
 * {@code If-None-Match: "5d41402a"} and gets 304, {@code ETag: "5d41402a"} and no body.
 */
public final class ConditionalGet {

    /**
     * @param status 200 or 304
     * @param fields the header fields, their names as written here: {@code ETag} always; {@code Content-Length}, the
     *     length of the content, with 200 only
     * @param body what is sent behind the fields; empty, never null, if nothing is
     */
    public record Answer(int status, Map<String, String> fields, byte[] body) {
    }

    private ConditionalGet() {
    }

    /**
     * The strong entity tag of a content, with its quotes: the same bytes have the same tag on every run, and other
     * bytes have another one, as surely as a cryptographic hash can tell. Inside the quotes are letters and digits.
     */
    public static String entityTag(byte[] content) {
        throw new TestAbortedException("2.4 ConditionalGet.entityTag: not started");
    }

    /**
     * Answers a GET or a HEAD.
     *
     * <p>{@code If-None-Match} is {@code *}, which stands for any content, or a list of entity tags with commas and
     * optional spaces between them. A tag in the list may be weak, {@code W/"5d41402a"}, with no space inside; here it
     * matches like a strong one: the comparison is the weak one (section 13.1.2). A tag without quotes is no tag and
     * matches nothing. A HEAD gets the status and the fields that a GET would get, and no body (section 9.3.2).
     *
     * @param method {@code GET} or {@code HEAD}
     * @param ifNoneMatch the value of the field, null if there is none
     * @param content what a plain GET would get now
     */
    public static Answer answer(String method, String ifNoneMatch, byte[] content) {
        throw new TestAbortedException("2.4 ConditionalGet.answer: not started");
    }
}
