package com.example.frames;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last 1,000 messages of the room. It knows nothing of the wire, and it outlives a server: a new {@link ChatServer}
 * on the same history is a restart that has forgotten nothing. Safe for use by many threads.
 */
public final class History {

    /** How many messages are kept; the oldest one makes room for the next. */
    public static final int KEPT = 1_000;

    private final Deque<Message> messages = new ArrayDeque<>(KEPT);
    private long lastId;

    // tag::append[]
    /**
     * Numbers a message and keeps it. Both happen under one lock: were the number taken before the lock, message 6
     * could be seen before message 5, and a reader who then asks for what comes after 6 would never get 5.
     *
     * @throws IllegalArgumentException with one sentence for the peer, if the name or the text breaks the rules
     */
    public synchronized Message append(String from, String text) {
        Message message = new Message(lastId + 1, from, text);
        if (messages.size() == KEPT) {
            messages.removeFirst();
        }
        messages.addLast(message);
        lastId = message.id();
        return message;
    }
    // end::append[]

    // tag::after[]
    /**
     * What a reader has missed. Nothing is taken away by reading: everyone may ask, as often as they like.
     *
     * @param id the id of the last message that the reader has seen, 0 for none
     * @return the messages after it in the order of their ids; empty when there is no news
     * @throws GapException if some of them are no longer kept
     * @throws FutureCursorException if the reader names a message that does not exist yet
     * @throws IllegalArgumentException if the id is negative
     */
    public synchronized List<Message> after(long id) throws GapException, FutureCursorException {
        if (id < 0) {
            throw new IllegalArgumentException("the id of the last message seen is 0 or more, not " + id);
        }
        if (id > lastId) {
            throw new FutureCursorException(id, lastId);
        }
        long oldest = lastId - messages.size() + 1;
        if (id < oldest - 1) {
            throw new GapException(id, oldest);
        }
        return messages.stream().skip(id - oldest + 1).toList();
    }
    // end::after[]

    /** The id of the last message, 0 if there is none yet. */
    public synchronized long lastId() {
        return lastId;
    }
}
