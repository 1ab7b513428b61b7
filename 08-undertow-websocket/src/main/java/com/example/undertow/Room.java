package com.example.undertow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.server.HttpServerExchange;
import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The chat room: everyone who is connected gets every message, in the order of the ids. What a client sends is the text
 * of a message, what it gets is {@code id TAB from TAB text}.
 *
 * <p>One lock guards the history and the members together: who joins gets what it has missed and then what is new, with
 * no hole between the two and nothing twice. Under the lock a message is only put into outboxes: nothing of Undertow's
 * is called there that could wait for another lock, or for a network.
 */
final class Room {

    /** The most that may wait for one reader, in bytes, beyond what it was given when it joined. */
    static final long OUTBOX = 1 << 20;
    /** So many messages of one member may wait for a worker; then nothing more of it is read. */
    private static final int WAITING = 64;

    private final History history;
    private final Set<Member> members = new HashSet<>();

    Room(History history) {
        this.history = history;
    }

    // tag::publish[]
    /** Numbers a message, keeps it, and puts it into the outbox of everyone. Who does not read is dropped. */
    synchronized Message publish(String from, String text) {
        Message message = history.append(from, text);
        byte[] line = message.line().getBytes(UTF_8);
        for (Member member : List.copyOf(members)) {
            member.offer(line);
        }
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

    /** @throws IllegalArgumentException with one sentence, if the name or the cursor in the query cannot be */
    Connection member(HttpServerExchange request) {
        String name = Message.check("name", parameter(request, "name", ""), Message.MAX_FROM);
        String after = parameter(request, "after", "0");
        if (!after.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("after is the id of the last message seen, a number");
        }
        return new Member(name, Long.parseLong(after));
    }

    private static String parameter(HttpServerExchange request, String name, String otherwise) {
        Deque<String> values = request.getQueryParameters().get(name);
        if (values == null) {
            return otherwise;
        }
        if (values.size() > 1 || values.getFirst().indexOf('\uFFFD') >= 0) {
            throw new IllegalArgumentException("a parameter is not UTF-8, or stands there twice");
        }
        return values.getFirst();
    }

    // tag::join[]
    private synchronized void join(Member member, long after) {
        try {
            for (Message missed : history.after(after)) {
                member.outbox().add(true, ByteBuffer.wrap(missed.line().getBytes(UTF_8)));
            }
            member.limit = member.outbox().pending() + OUTBOX;
            members.add(member);
        } catch (GapException e) {
            member.close(CloseCode.GONE, String.valueOf(e.oldest()));
        } catch (FutureCursorException e) {
            member.close(CloseCode.NOT_YET, String.valueOf(e.last()));
        }
    }
    // end::join[]

    private synchronized void leave(Member member) {
        members.remove(member);
    }

    /** One connection to the room. */
    private final class Member extends Connection {

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
            join(this, after);
        }

        // tag::received[]
        /**
         * The history is in memory today. On the day when it is a database, publishing waits: it is a worker's work.
         */
        @Override
        void received(boolean text, ByteBuffer message) {
            if (!text) {
                close(CloseCode.UNSUPPORTED_DATA, "the room takes text only");
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
                close(CloseCode.POLICY_VIOLATION, e.getMessage());
            } catch (RuntimeException e) {
                failed(e);
            }
        }
        // end::received[]

        @Override
        void closed() {
            leave(this);
        }

        private void offer(byte[] line) {
            if (outbox().pending() > limit) {
                leave(this);
                outbox().forget();
                close(CloseCode.POLICY_VIOLATION, "you read too slowly: come back with the last id you have");
            } else {
                outbox().add(true, ByteBuffer.wrap(line));
            }
        }
    }
}
