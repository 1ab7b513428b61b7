package com.example.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.frames.handshake.RefusedException;
import com.example.frames.protocol.CloseStatus;
import com.example.frames.protocol.Endpoint;
import com.example.frames.protocol.WebSocket;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The chat room: everyone who is connected gets every message, in the order of the ids. It is the same room as in
 * lessons 02 to 04; what a client sends is the text of a message, what it gets is {@code id TAB from TAB text}.
 *
 * <p>One lock guards the history and the members together: a reader that joins gets what it has missed and then what is
 * new, with no hole between the two and nothing twice. Under the lock a message is only put into outboxes; no thread
 * waits for a network there.
 */
public final class Room implements Site.Resource {

    /** The most that may wait for one reader, in bytes, beyond what it was given when it joined. */
    static final long OUTBOX = 1 << 20;

    private final History history;
    private final Set<Member> members = new HashSet<>();

    /** @param history what outlives the room: a new one on the same history has forgotten nothing */
    public Room(History history) {
        this.history = history;
    }

    // tag::publish[]
    /** Numbers a message, keeps it, and puts it into the outbox of everyone. A reader that falls behind is dropped. */
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

    @Override
    public List<String> subprotocols() {
        return List.of("chat");
    }

    @Override
    public Endpoint endpoint(Map<String, String> query) throws RefusedException {
        try {
            String name = Message.check("name", query.getOrDefault("name", ""), Message.MAX_FROM);
            String after = query.getOrDefault("after", "0");
            if (!after.matches("[0-9]{1,18}")) {
                throw new RefusedException(400, "after is the id of the last message seen, a number.");
            }
            return new Member(name, Long.parseLong(after));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(400, e.getMessage());
        }
    }

    // tag::join[]
    /** Joins the history and the live messages, without a gap and nothing twice. */
    private synchronized void join(Member member, long after) {
        try {
            for (Message missed : history.after(after)) {
                member.socket.send(missed.line());
            }
            member.limit = member.socket.pending() + OUTBOX;
            members.add(member);
            if (!member.socket.isOpen()) {
                members.remove(member);                 // it was lost before it joined, and its end has been told
            }
        } catch (GapException e) {
            member.socket.close(CursorStatus.GONE, String.valueOf(e.oldest()));
        } catch (FutureCursorException e) {
            member.socket.close(CursorStatus.NOT_YET, String.valueOf(e.last()));
        }
    }
    // end::join[]

    private synchronized void leave(Member member) {
        members.remove(member);
    }

    /** One connection to the room. */
    private final class Member implements Endpoint {

        private final String name;
        private final long after;
        private WebSocket socket;
        private long limit;

        Member(String name, long after) {
            this.name = name;
            this.after = after;
        }

        @Override
        public void onOpen(WebSocket opened) {
            socket = opened;
            join(this, after);
        }

        @Override
        public void onMessage(WebSocket sender, boolean text, ByteBuffer message) {
            if (!text) {
                sender.close(CloseStatus.UNSUPPORTED_DATA, "the room takes text only");
                return;
            }
            try {
                publish(name, UTF_8.decode(message).toString());
            } catch (IllegalArgumentException e) {
                sender.close(CloseStatus.POLICY_VIOLATION, e.getMessage());
            }
        }

        @Override
        public void onClose(WebSocket closed, CloseStatus status) {
            leave(this);
        }

        private void offer(byte[] line) {
            if (socket.pending() > limit) {
                leave(this);
                socket.close(CloseStatus.POLICY_VIOLATION,
                        "you read too slowly: come back with the last id you have");
            } else {
                socket.send(true, ByteBuffer.wrap(line));
            }
        }
    }
}
