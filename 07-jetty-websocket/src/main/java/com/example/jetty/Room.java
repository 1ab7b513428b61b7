package com.example.jetty;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * The chat room: everyone who is connected gets every message, in the order of the ids. It is the room of lessons 02 to
 * 04 and 06; what a client sends is the text of a message, what it gets is {@code id TAB from TAB text}.
 *
 * <p>One lock guards the history and the members together: a member that joins gets what it has missed and then what is
 * new, with no hole between the two and nothing twice. Under the lock a message is only put into outboxes. Jetty is
 * called after that: its methods may call ours, and no thread should wait for the room while Jetty writes.
 */
public final class Room {

    /** The close code for a cursor that is too old; the reason is the id of the oldest message that is kept. */
    static final int GONE = 4410;
    /** The close code for a cursor of the future; the reason is the id of the last message that there is. */
    static final int NOT_YET = 4400;
    /** The most that may wait for one reader, in bytes, beyond what it was given when it joined. */
    public static final long OUTBOX = 1 << 20;

    private final History history;
    private final Set<Member> members = new HashSet<>();

    Room(History history) {
        this.history = history;
    }

    // tag::publish[]
    /** Numbers a message, keeps it, and sends it to everyone. A reader that falls too far behind is dropped. */
    Message publish(String from, String text) {
        Message message;
        List<Member> all;
        synchronized (this) {
            message = history.append(from, text);
            Outbox.Line line = Outbox.Line.of(message);
            all = List.copyOf(members);
            all.forEach(member -> member.outbox.put(line));
        }
        all.forEach(member -> member.outbox.send());
        return message;
    }
    // end::publish[]

    synchronized int readers() {
        return members.size();
    }

    /** How many bytes wait, for all members together. */
    long queued() {
        return all().stream().mapToLong(member -> member.outbox.pending()).sum();
    }

    private synchronized List<Member> all() {
        return List.copyOf(members);
    }

    /**
     * Tells everyone that the server goes. Jetty's own stop says so too, but only to sessions whose
     * {@code onWebSocketOpen} has returned: a member that is in and still gets what it has missed would be cut off.
     */
    void goodbye() {
        all().forEach(member -> member.session().close(StatusCode.SHUTDOWN, "the server is stopping", Callback.NOOP));
    }

    /**
     * An endpoint for a peer that wants to join.
     *
     * @param after the id of the last message seen
     * @throws IllegalArgumentException with one sentence for the peer, if the name breaks the rules of {@link Message}
     */
    Endpoint member(String name, long after) {
        return new Member(Message.check("name", name, Message.MAX_FROM), after);
    }

    // tag::join[]
    /** Joins the history and the live messages, without a gap and nothing twice. */
    private void join(Member member, long after) {
        try {
            synchronized (this) {
                for (Message missed : history.after(after)) {
                    member.outbox.put(Outbox.Line.of(missed));
                }
                member.outbox.limit(OUTBOX);
                members.add(member);
            }
            member.outbox.send();
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
        private Outbox outbox;

        private Member(String name, long after) {
            this.name = name;
            this.after = after;
        }

        @Override
        void opened() {
            outbox = new Outbox(session(), () -> leave(this));
            join(this, after);
        }

        @Override
        void text(String text, Callback done) {
            try {
                publish(name, text);
                done.succeed();
            } catch (IllegalArgumentException e) {
                session().close(StatusCode.POLICY_VIOLATION, e.getMessage(), done);
            }
        }

        @Override
        void binary(ByteBuffer data, Callback done) {
            session().close(StatusCode.BAD_DATA, "the room takes text only", done);
        }

        @Override
        void closed() {
            leave(this);
        }
    }
}
