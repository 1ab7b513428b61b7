package com.example.undertow.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicLong;
import org.xnio.IoUtils;

/** One answer to exercise 8.3. */
public final class Room {

    private final long limit;
    // To join and to leave needs no lock: the I/O thread that does it may have the lock that a send waits for.
    private final Set<Member> members = new CopyOnWriteArraySet<>();

    public Room(long limit) {
        this.limit = limit;
    }

    public WebSocketConnectionCallback callback() {
        return (exchange, channel) -> {
            Member member = new Member(channel);
            members.add(member);
            channel.addCloseTask(ended -> members.remove(member));
            channel.getReceiveSetter().set(new AbstractReceiveListener() {
                @Override
                protected void onFullTextMessage(WebSocketChannel from, BufferedTextMessage message) {
                    broadcast(message.getData());
                }
            });
            channel.resumeReceives();
        };
    }

    /** The lock is for the order alone, and only a broadcast takes it. */
    public synchronized void broadcast(String text) {
        int bytes = text.getBytes(UTF_8).length;
        for (Member member : members) {
            if (member.waiting.get() > limit) {
                members.remove(member);
                IoUtils.safeClose(member.channel);
            } else {
                member.send(text, bytes);
            }
        }
    }

    public int members() {
        return members.size();
    }

    private static final class Member implements WebSocketCallback<Integer> {

        private final WebSocketChannel channel;
        private final AtomicLong waiting = new AtomicLong();

        Member(WebSocketChannel channel) {
            this.channel = channel;
        }

        void send(String text, int bytes) {
            waiting.addAndGet(bytes);
            WebSockets.sendText(text, channel, this, bytes);
        }

        @Override
        public void complete(WebSocketChannel to, Integer bytes) {
            waiting.addAndGet(-bytes);
        }

        @Override
        public void onError(WebSocketChannel to, Integer bytes, Throwable why) {
            IoUtils.safeClose(to);
        }
    }
}
