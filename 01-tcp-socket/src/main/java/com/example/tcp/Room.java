package com.example.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.ProtocolException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The room: who is in it, and the last 1,000 messages. It knows no sockets, and it has one lock, so that every member
 * gets every message in the same order, and a member that comes back gets what it missed, without a hole or a repeat.
 */
final class Room {

    /** How many messages are kept for those who come back. */
    static final int KEPT = 1_000;

    private final Deque<byte[]> history = new ArrayDeque<>();      // each message as it goes over the wire
    private final Set<Connection> members = new HashSet<>();
    private long lastId;

    // tag::join[]
    /**
     * Lets a member in, and hands it what it has missed. Both happen under the lock: a message that is published at
     * this moment is either among the missed ones or comes after them, never neither and never both.
     *
     * @param after the id of the last message that the member has seen, 0 or more, 0 for none
     * @throws ProtocolException with a sentence for the peer, if {@code after} is not a place to go on from
     */
    synchronized void join(Connection member, long after) throws ProtocolException {
        long oldest = lastId - history.size() + 1;
        if (after > lastId) {
            throw new ProtocolException("there is no message " + after + ": the last one is " + lastId);
        }
        if (after < oldest - 1) {
            throw new ProtocolException("messages " + (after + 1) + " to " + (oldest - 1)
                    + " are gone: come back with " + (oldest - 1));
        }
        member.missed(history.stream().skip(after - oldest + 1).toList());
        members.add(member);
    }
    // end::join[]

    synchronized void leave(Connection member) {
        members.remove(member);
    }

    synchronized int size() {
        return members.size();
    }

    // tag::publish[]
    /**
     * Numbers a message and puts it into every member's outbox. Nothing here waits: a member whose outbox is full is
     * dropped, so that one who does not read cannot delay the others.
     *
     * @throws IllegalArgumentException with a sentence for the peer, if the name or the text breaks the rules
     */
    Message publish(String from, String text) {
        List<Connection> slow = new ArrayList<>();
        Message message;
        synchronized (this) {
            message = new Message(lastId + 1, from, text);
            byte[] line = (message.line() + "\n").getBytes(UTF_8);
            lastId = message.id();
            history.addLast(line);
            if (history.size() > KEPT) {
                history.removeFirst();
            }
            for (Connection member : members) {
                if (!member.offer(line)) {
                    slow.add(member);
                }
            }
            members.removeAll(slow);
        }
        slow.forEach(member -> member.drop("its outbox is full: it does not read"));
        return message;
    }
    // end::publish[]
}
