package com.example.several.exercise;

import com.example.several.Message;
import java.util.List;
import java.util.function.Consumer;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 9.1: a reader that joins while others talk. The log is on another machine, so there is no lock under which
 * one could read it and begin to listen in one step. Its server listens first; then it reads the log, page by page; and
 * what is said meanwhile comes in between. All of it arrives here, on one thread.
 *
 * <p>The reader gets each message once, in the order of the ids, without a hole. For example: it has seen 4; 7 is said;
 * the log gives 5, 6, 7; 8 is said; the log gives an empty page. It gets 5, 6 and 7 at once, and 8 with the empty page.
 * From the empty page on it is live: what is said reaches it at once.
 *
 * <p>What is said before that waits here, at most {@code most} messages. If there are more, all that wait are
 * forgotten: the log has them, so the reading must go on. The next page then does not make the reader live, even if it
 * is empty: it may have been asked for before the log had them. A later empty page does.
 */
public final class Joining {

    /**
     * @param last the id of the last message that the reader has seen, 0 for none
     * @param out where the reader's messages go
     * @param most how many may wait, 1 or more
     */
    public Joining(long last, Consumer<Message> out, int most) {
        throw new TestAbortedException("9.1 Joining: not started");
    }

    /** A member said something: in the order of the ids, and maybe what the log has given already. */
    public void said(Message message) {
        throw new TestAbortedException("9.1 Joining: not started");
    }

    /** What the log has after {@link #last}, in the order of the ids; empty if it has no more. */
    public void page(List<Message> page) {
        throw new TestAbortedException("9.1 Joining: not started");
    }

    /** The id of the last message that the reader got: the next page begins after it. */
    public long last() {
        throw new TestAbortedException("9.1 Joining: not started");
    }

    /** Whether no further page is needed. */
    public boolean isLive() {
        throw new TestAbortedException("9.1 Joining: not started");
    }
}
