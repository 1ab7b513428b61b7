package com.example.several;

import java.util.List;

/**
 * What a room is built on: the messages, numbered 1, 2, 3 and so on without holes, of which the newest are kept. All
 * servers of a room have the same log. Safe for use by many threads.
 */
public interface Log extends AutoCloseable {

    /** The most messages that {@link #after} gives at a time. */
    int PAGE = 100;

    // tag::log[]
    /**
     * Numbers a message and keeps it. When this returns, the message will be heard by every reader.
     *
     * @throws IllegalArgumentException with one sentence for the peer, if the name or the text breaks the rules
     * @throws LogAwayException if it is not known whether the message is kept
     */
    Message append(String from, String text) throws LogAwayException;

    /**
     * What a reader has missed. Nothing is taken away by reading.
     *
     * @param id the id of the last message that the reader has seen, 0 for none
     * @return the next messages in the order of their ids, at most {@link #PAGE}; empty when there is no news
     * @throws GapException if the next message is no longer kept
     * @throws FutureCursorException if the reader names a message that does not exist yet
     */
    List<Message> after(long id) throws GapException, FutureCursorException, LogAwayException;

    /** From when this returns, the listener hears every message that is appended, on whatever server, in order. */
    void listen(Listener listener);
    // end::log[]

    /** Whether the log can be neither read nor written at the moment, as far as is known. */
    boolean isAway();

    /** Ends the listening; what is kept stays with whoever keeps it. */
    @Override
    void close();

    /** Called on one thread of the log's, which must not wait for a network. */
    interface Listener {

        void said(Message message);

        /** What comes next may not follow what came last: each reader must ask again, with its own last id. */
        void lost();
    }
}
