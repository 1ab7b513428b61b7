package com.example.several.exercise;

import org.opentest4j.TestAbortedException;

/**
 * Exercise 9.2: what a server answers to a reader that comes from another one. The reader names the last id it has, and
 * the log is asked twice: first for its oldest message ({@code XRANGE room - + COUNT 1}), then for its newest
 * ({@code XREVRANGE room + - COUNT 1}). Between the two questions the log may grow, and forget its oldest messages.
 *
 * <p>For example: the log has 11 to 30. One that has 30 hears what comes; one that has 10 gets 11 to 30; one that has 9
 * is told 4410 and "11"; one that has 31 is told 4400 and "30".
 */
public final class Cursor {

    /**
     * @param code 0: come in; or the close code
     * @param reason of the close; empty for none
     */
    public record Answer(int code, String reason) {
    }

    private Cursor() {
    }

    /**
     * What to say to a reader.
     *
     * <ul>
     * <li>A cursor that is not of 1 to 18 digits, 0 to 9: 1008, with the reason "after is a number".
     * <li>A cursor after the newest message: 4400, with the newest id as the reason; of an empty log that is 0.
     * <li>A cursor whose next message is gone: 4410, with the oldest id as the reason. One that has seen nothing
     *     says 0, and has missed what is gone as well.
     * <li>Any other: 0, and no reason. What the log has forgotten after it was asked is found by the reading itself.
     * </ul>
     *
     * @param after the cursor as the reader wrote it
     * @param oldest the id of the oldest message, asked for first; 0 if the log was empty
     * @param newest the id of the newest message, asked for second; 0 if the log was empty
     */
    public static Answer answer(String after, long oldest, long newest) {
        throw new TestAbortedException("9.2 Cursor: not started");
    }
}
