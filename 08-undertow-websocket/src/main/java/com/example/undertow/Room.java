package com.example.undertow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.server.HttpServerExchange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/**
 * The chat room: everyone who is connected gets every message, in the order of the ids. What a client sends is the text
 * of a message, what it gets is {@code id TAB from TAB text}.
 *
 * <p>One lock guards the history and the members together: a member that joins gets what it has missed and then what is
 * new, with no hole between the two and nothing twice. Under the lock a message is only put into outboxes: nothing of
 * Undertow's is called there that could wait for another lock, or for a network. And only workers take it: whoever
 * holds it may wait for the history, and an I/O thread that waits for a worker makes all its connections wait.
 */
public final class Room {

    /** The close code for a cursor that is too old; the reason is the id of the oldest message that is kept. */
    static final int GONE = 4410;
    /** The close code for a cursor of the future; the reason is the id of the last message that there is. */
    static final int NOT_YET = 4400;
    /** The most that may wait for one reader, in bytes, beyond what it was given when it joined. */
    public static final long OUTBOX = 1 << 20;
    /** So many messages of one member may wait for a worker; then nothing more of it is read. */
    private static final int WAITING = 64;

    private final History history;
    private final Set<Member> members = new HashSet<>();

    Room(History history) {
        this.history = history;
    }

    // tag::publish[]
    /** Numbers a message, keeps it, and puts it into all outboxes. A reader that falls too far behind is dropped. */
    Message publish(String from, String text) {
        List<Member> slow = new ArrayList<>();
        Message message;
        synchronized (this) {
            message = history.append(from, text);
            byte[] line = message.line().getBytes(UTF_8);
            for (Member member : members) {
                if (!member.offer(line)) {
                    slow.add(member);
                }
            }
            slow.forEach(members::remove);
        }
        slow.forEach(Member::drop);
        return message;
    }
    // end::publish[]

    synchronized int readers() {
        return members.size();
    }

    /** The bytes that wait for readers, because the operating system takes no more for them. */
    synchronized long queued() {
        return members.stream().mapToLong(member -> member.outbox().pending()).sum();
    }

    /** @throws RefusedException if the name or the cursor in the query cannot be */
    Endpoint member(HttpServerExchange request) throws RefusedException {
        try {
            String name = Message.check("name", Site.parameter(request, "name", ""), Message.MAX_FROM);
            String after = Site.parameter(request, "after", "0");
            if (!after.matches("[0-9]{1,18}")) {
                throw new RefusedException(400, "after is the id of the last message seen, a number");
            }
            return new Member(name, Long.parseLong(after));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(400, e.getMessage());
        }
    }

    // tag::join[]
    /** Joins the history and the live messages, without a gap and nothing twice. */
    private void join(Member member, long after) {
        try {
            synchronized (this) {
                for (Message missed : history.after(after)) {
                    member.outbox().add(true, ByteBuffer.wrap(missed.line().getBytes(UTF_8)));
                }
                member.limit = member.outbox().pending() + OUTBOX;
                members.add(member);
            }
        } catch (GapException e) {
            member.close(GONE, String.valueOf(e.oldest()));
        } catch (FutureCursorException e) {
            member.close(NOT_YET, String.valueOf(e.last()));
        }
    }
    // end::join[]

    private synchronized void leave(Member member) {
        members.remove(member);
    }

    /** One connection to the room. */
    private final class Member extends Endpoint {

        private final String name;
        private final long after;
        private InOrder work;
        private long limit;

        Member(String name, long after) {
            this.name = name;
            this.after = after;
        }

        @Override
        void opened() {
            work = new InOrder(channel().getWorker());
            work.execute(() -> join(this, after));
        }

        // tag::received[]
        /**
         * Publishes what a member says; the history is in memory today. On the day when it is a database, publishing
         * waits: it is a worker's work.
         */
        @Override
        void received(boolean text, ByteBuffer message) {
            if (!text) {
                close(CloseStatus.UNSUPPORTED_DATA, "the room takes text only");
                return;
            }
            String said = UTF_8.decode(message).toString();
            if (work.execute(() -> say(said)) > WAITING) {
                channel().suspendReceives();
                work.execute(channel()::resumeReceives);
            }
        }

        private void say(String said) {
            try {
                publish(name, said);
            } catch (IllegalArgumentException e) {
                close(CloseStatus.POLICY_VIOLATION, e.getMessage());
            } catch (RuntimeException e) {
                failed(e);
            }
        }
        // end::received[]

        @Override
        void closed() {
            try {
                work.execute(() -> leave(this));
            } catch (RejectedExecutionException stopping) {
                leave(this);
            }
        }

        /** Takes a line, unless too much waits for this reader already. */
        private boolean offer(byte[] line) {
            boolean reads = outbox().pending() <= limit;
            if (reads) {
                outbox().add(true, ByteBuffer.wrap(line));
            }
            return reads;
        }

        private void drop() {
            outbox().forget();
            close(CloseStatus.POLICY_VIOLATION, "you read too slowly: come back with the last id you have");
        }
    }
}
