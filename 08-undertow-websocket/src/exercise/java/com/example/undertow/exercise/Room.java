package com.example.undertow.exercise;

import io.undertow.websockets.WebSocketConnectionCallback;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 8.3: a room where everyone hears everything, and a member that does not read harms no other.
 *
 * <p>{@code WebSockets.sendText} with a callback never waits for the network: what the socket does not take is kept in
 * a queue. That queue has no bound. A peer that stops reading costs memory until none is left, unless you count what is
 * on its way to each member: more when you send, less when the callback says that it is written.
 *
 * <p>But {@code sendText} may wait for a lock of Undertow's, and the I/O thread that has that lock may be the one that
 * calls your close task. If the task then waits for the lock that you hold while you send, both wait forever.
 *
 * <p>Example: with a limit of 65,536, ten members and messages of 3,000 bytes, a member that does not read is dropped
 * when the socket's buffers are full and about 22 messages more wait for it. The other nine notice nothing.
 */
public final class Room {

    /** @param limit the most that may wait for one member, in bytes of messages (not in characters) */
    public Room(long limit) {
        throw new TestAbortedException("8.3 Room: not started");
    }

    /**
     * What Undertow calls for each new member. A text that a member sends is broadcast, to its sender too. To join and
     * to leave never waits for a broadcast.
     */
    public WebSocketConnectionCallback callback() {
        throw new TestAbortedException("8.3 Room.callback: not started");
    }

    /**
     * Sends a text to every member; all of them get all texts in the same order, whatever thread calls this. It waits
     * for no member. A member for whom more than the limit waits is dropped, by the next broadcast at the latest: it is
     * no member any more, and its connection is closed at once (a Close frame would wait behind all the rest). A member
     * for whom exactly the limit waits stays.
     */
    public void broadcast(String text) {
        throw new TestAbortedException("8.3 Room.broadcast: not started");
    }

    /** How many members there are now; one that has left, by a Close or without a word, is not counted. */
    public int members() {
        throw new TestAbortedException("8.3 Room.members: not started");
    }
}
