package com.example.polling.exercise;

import org.opentest4j.TestAbortedException;

/**
 * Exercise 2.2: decide about a poll before anything is done for it.
 *
 * <p>What a client sends is a claim, not a fact. The server looks at the request's method and target, and at the ids
 * that it has, and decides which status the answer gets (RFC 9110, section 15). The first rule that applies wins:
 *
 * <ol>
 * <li>404, unless the target's path is exactly {@code /messages}. The path ends before the first {@code ?};
 * <li>405, unless the method is {@code GET} or {@code HEAD}. Methods are case-sensitive;
 * <li>400, if the query has {@code after} more than once, or with a value that is not 1 to 18 of the digits 0 to 9, or
 *     if there is a percent sign anywhere in the query that is not followed by two hexadecimal digits;
 * <li>400, if {@code after} is greater than the last id: such a message does not exist yet;
 * <li>410, if the message that comes next after {@code after} is no longer kept;
 * <li>200.
 * </ol>
 *
 * <p>The query is {@code name=value} pairs with {@code &} between them. Names and values are percent-encoded UTF-8, and
 * a plus sign stands for a space (WHATWG URL, section 5.1). Other names than {@code after} are ignored, and without
 * {@code after} the reader has seen nothing: 0.
 *
 * <p>Example, with the ids 11 to 20 kept: {@code GET /messages?after=12} is 200 and 12; {@code after=10} is 200,
 * {@code after=9} is 410, {@code after=21} is 400, {@code after=abc} is 400, {@code after=%31%32} is 200 and 12.
 */
public final class PollRequest {

    /**
     * @param status the status of the answer
     * @param after the reader's cursor if the status is 200, otherwise 0
     */
    public record Verdict(int status, long after) {
    }

    private PollRequest() {
    }

    /**
     * Judges a request. Nothing that a client sends makes this throw.
     *
     * @param target the request target in origin form, such as {@code /messages?after=7}
     * @param oldest the id of the oldest message that is kept; {@code last + 1} if there is none
     * @param last the id of the last message, 0 if there is none yet
     */
    public static Verdict judge(String method, String target, long oldest, long last) {
        throw new TestAbortedException("2.2 PollRequest: not started");
    }
}
