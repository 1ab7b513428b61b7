package com.example.jetty;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;

/**
 * The chat room: everyone who is connected gets every message, in the order of the ids. It is the room of lessons 02 to
 * 04 and 06; what a client sends is the text of a message, what it gets is {@code id TAB from TAB text}.
 *
 * <p>One lock guards the history and the members together: who joins gets what it has missed and then what is new, with
 * no hole between the two and nothing twice. Under the lock a message is only queued; nobody waits for a network there.
 */
final class Room {

    /** The close code for a cursor that is too old; the reason is the id of the oldest message that can be had. */
    static final int GONE = 4410;
    /** The close code for a cursor of the future; the reason is the id of the last message that there is. */
    static final int NOT_YET = 4400;
    /** The most that may be queued for one reader, in bytes, beyond what it was given when it joined. */
    static final long OUTBOX = 1 << 20;

    private final History history;
    private final Set<Member> members = new HashSet<>();

    Room(History history) {
        this.history = history;
    }

    // tag::publish[]
    /** Numbers a message, keeps it, and queues it for everyone. Who does not read is dropped. */
    synchronized Message publish(String from, String text) {
        Message message = history.append(from, text);
        String line = message.line();
        for (Member member : List.copyOf(members)) {
            member.offer(line);
        }
        return message;
    }
    // end::publish[]

    synchronized int readers() {
        return members.size();
    }

    /** How many bytes are queued, for all members together. */
    synchronized long queued() {
        return members.stream().mapToLong(member -> member.queued.get()).sum();
    }

    /**
     * Tells everyone that the server goes. Jetty's own stop says so too, but only to sessions whose
     * {@code onWebSocketOpen} has returned: a member that is in and still gets what it has missed would be cut off.
     */
    synchronized void goodbye() {
        for (Member member : List.copyOf(members)) {
            member.session().close(Endpoint.GOING_AWAY, "the server is stopping", Callback.NOOP);
        }
    }

    /**
     * An endpoint for one who wants to join.
     *
     * @param after the id of the last message seen
     * @throws IllegalArgumentException with one sentence for the peer, if the name breaks the rules of {@link Message}
     */
    Endpoint member(String name, long after) {
        return new Member(Message.check("name", name, Message.MAX_FROM), after);
    }

    // tag::join[]
    private synchronized void join(Member member, long after) {
        try {
            List<Message> missed = history.after(after);
            // In before the first send: a send may fail at once, and then this thread is already in leave().
            members.add(member);
            missed.forEach(message -> member.send(message.line()));
            member.limit = member.queued.get() + OUTBOX;
        } catch (GapException e) {
            member.session().close(GONE, String.valueOf(e.oldest()), Callback.NOOP);
        } catch (FutureCursorException e) {
            member.session().close(NOT_YET, String.valueOf(e.last()), Callback.NOOP);
        }
    }
    // end::join[]

    private synchronized void leave(Member member) {
        members.remove(member);
    }

    /** One connection to the room. */
    public final class Member extends Endpoint {

        private final String name;
        private final long after;
        /** Bytes that Jetty has not yet handed to the operating system. */
        private final AtomicLong queued = new AtomicLong();
        private long limit;

        private Member(String name, long after) {
            this.name = name;
            this.after = after;
        }

        @Override
        void opened() {
            join(this, after);
        }

        @Override
        void text(String text, Runnable done) {
            try {
                publish(name, text);
                done.run();
            } catch (IllegalArgumentException e) {
                session().close(POLICY_VIOLATION, e.getMessage(), Callback.from(done, cause -> { }));
            }
        }

        @Override
        void binary(ByteBuffer data, Runnable done) {
            session().close(UNSUPPORTED_DATA, "the room takes text only", Callback.from(done, cause -> { }));
        }

        @Override
        void closed() {
            leave(this);
        }

        // tag::offer[]
        /** Queues a line, or drops the member. A Close would stand behind a mebibyte that it does not read. */
        private void offer(String line) {
            if (queued.get() > limit) {
                leave(this);
                session().disconnect();
            } else {
                send(line);
            }
        }

        /** Jetty's queue has no bound of its own, in bytes; the callback says when these have left it. */
        private void send(String line) {
            int bytes = line.getBytes(StandardCharsets.UTF_8).length;
            queued.addAndGet(bytes);
            session().sendText(line, Callback.from(() -> queued.addAndGet(-bytes), cause -> {
                queued.addAndGet(-bytes);
                leave(this);
            }));
        }
        // end::offer[]
    }
}
