package com.example.jetty.exercise;

import org.eclipse.jetty.websocket.api.Session;
import org.opentest4j.TestAbortedException;

/**
 * The members of a room, and a broadcast that no member can hold up. Jetty's sends return at once, and its queue for
 * each peer is as long as memory allows: the bound is up to you.
 *
 * <p>The rules:
 * <ul>
 * <li>Any thread may call any method at any time. While a broadcast goes on, members join and leave, on other threads
 *     and on this one: a send may fail inside the call to {@code sendText}, and Jetty then tells you at once.
 * <li>All members get the broadcasts in the same order. (No broadcast begins inside another's {@code sendText}.)
 * <li>For each member, count the bytes (UTF-8) of the texts that were given to {@code sendText} and are not yet sent;
 *     the send's {@link org.eclipse.jetty.websocket.api.Callback} says when one is. A text that would bring the count
 *     above {@code limit} is not queued: the member leaves the room and is disconnected
 *     ({@link Session#disconnect()}: a Close would wait behind all that it does not read).
 * <li>A member to whom a send fails leaves the room.
 * <li>{@code broadcast} throws nothing, whatever a member does, and waits for no network.
 * </ul>
 *
 * <p>Example: with a limit of 10, a member that does not read gets "hello" twice; at the third it is dropped.
 */
public final class Room {

    /** @param limit the most that may be queued for one member, in bytes */
    public Room(long limit) {
        throw new TestAbortedException("7.2 Room: not started");
    }

    /** Lets a member in; one that is in already stays in, once. */
    public void join(Session session) {
        throw new TestAbortedException("7.2 Room: not started");
    }

    /** Lets a member go; one that is not in the room does not matter. */
    public void leave(Session session) {
        throw new TestAbortedException("7.2 Room: not started");
    }

    /** How many are in the room. */
    public int size() {
        throw new TestAbortedException("7.2 Room: not started");
    }

    /** Sends a text to everyone who is in the room. */
    public void broadcast(String text) {
        throw new TestAbortedException("7.2 Room: not started");
    }
}
