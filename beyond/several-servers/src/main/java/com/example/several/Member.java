package com.example.several;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;

/**
 * One connection to the room. Everything here happens on the connection's I/O thread, so it needs no lock; what may
 * wait for Redis is done by a worker, which hands its result back.
 */
final class Member extends AbstractReceiveListener implements WebSocketCallback<Void> {

    /** The most messages that may wait for one reader, sent and not written or not yet its turn. */
    static final int WAITING = 1_000;

    private static final Logger LOG = System.getLogger(Member.class.getName());
    private static final int MAX_BYTES = 8 << 10;
    private static final int CLOSING_MILLIS = 2_000;

    private final Room room;
    private final WebSocketChannel channel;
    private final String name;
    private final Executor workers;
    private Deque<Message> early = new ArrayDeque<>();          // what was said while it reads the log; then null
    private long last;                                          // the last one that was sent to it
    private int unwritten;
    private boolean ended;

    Member(Room room, WebSocketChannel channel, String name, long after, Executor workers) {
        this.room = room;
        this.channel = channel;
        this.name = name;
        this.workers = workers;
        last = after;
    }

    /** Reads what it has missed, and receives from now on. */
    void open() {
        channel.getReceiveSetter().set(this);
        channel.resumeReceives();
        read();
    }

    // tag::said[]
    /** A member said something, here or on another server. Called on the log's thread. */
    void said(Message message) {
        later(() -> {
            if (ended || message.id() <= last) {
                return;                                         // it came with the log: heard already
            }
            if (early != null) {
                early.add(message);
            } else {
                send(message);
            }
            if (unwritten + (early == null ? 0 : early.size()) > WAITING) {
                close(1008, "you read too slowly: come back with the last id you have");
            }
        });
    }

    /** The next page of what it has missed; the one after that is read when this one is written. */
    private void read() {
        long from = last;
        work(() -> {
            List<Message> page = room.log().after(from);
            later(() -> {
                if (ended) {
                    return;                                     // nothing goes behind a Close
                }
                unwritten++;                                    // or the first that is written would read on
                page.forEach(this::send);
                if (page.isEmpty()) {                           // all caught up: now what came meanwhile
                    early.stream().filter(message -> message.id() > last).forEach(this::send);
                    early = null;
                }
                complete(channel, null);
            });
        });
    }

    @Override
    public void complete(WebSocketChannel to, Void written) {
        unwritten--;
        if (unwritten == 0 && early != null && !ended) {
            read();
        }
    }
    // end::said[]

    private void send(Message message) {
        last = message.id();
        unwritten++;
        WebSockets.sendText(ByteBuffer.wrap(message.line().getBytes(UTF_8)), channel, this);
    }

    // tag::received[]
    /** Saying waits for Redis: until that is done nothing more is read of this member, so it has to wait as well. */
    @Override
    protected void onFullTextMessage(WebSocketChannel from, BufferedTextMessage message) {
        if (ended) {
            return;                                             // our Close is sent: only the peer's is waited for
        }
        String text = message.getData();
        channel.suspendReceives();
        work(() -> {
            room.log().append(name, text);                      // it hears it when the log tells it, as all do
            later(channel::resumeReceives);
        });
    }
    // end::received[]

    @Override
    protected void onFullBinaryMessage(WebSocketChannel from, BufferedBinaryMessage message) throws IOException {
        message.getData().close();
        close(1003, "the room takes text only");
    }

    @Override
    protected long getMaxTextBufferSize() {
        return MAX_BYTES;
    }

    @Override
    protected long getMaxBinaryBufferSize() {
        return MAX_BYTES;
    }

    /** What a worker does for a member. */
    private interface Work {

        void run() throws IOException;
    }

    /** Runs on a worker, and says on the wire what went wrong. */
    private void work(Work work) {
        try {
            workers.execute(() -> {
                try {
                    work.run();
                } catch (GapException e) {
                    close(Room.GONE, String.valueOf(e.oldest()));
                } catch (FutureCursorException e) {
                    close(Room.NOT_YET, String.valueOf(e.last()));
                } catch (LogAwayException e) {
                    close(Room.AWAY, "the room's log is away: what you said last may be lost; come back");
                } catch (IllegalArgumentException e) {
                    close(1008, e.getMessage());
                } catch (IOException | RuntimeException e) {
                    LOG.log(Level.ERROR, "a member could not be served", e);
                    close(1011, "the server could not go on");
                }
            });
        } catch (RejectedExecutionException stopping) {
            cut();
        }
    }

    /** Says goodbye, behind what was sent; then there are two seconds to answer. Any thread may call it. */
    void close(int code, String reason) {
        later(() -> {
            if (!ended) {
                ended = true;
                WebSockets.sendClose(new CloseMessage(code, reason), channel, null);
                channel.resumeReceives();                       // its answer is read, too, if saying has failed
                try {
                    channel.getIoThread().executeAfter(this::cut, CLOSING_MILLIS, TimeUnit.MILLISECONDS);
                } catch (RejectedExecutionException stopping) {
                    cut();
                }
            }
        });
    }

    void cut() {
        IoUtils.safeClose(channel);
    }

    private void later(Runnable task) {
        try {
            channel.getIoThread().execute(task);
        } catch (RejectedExecutionException stopping) {
            cut();
        }
    }

    @Override
    public void onError(WebSocketChannel to, Void message, Throwable why) {
        cut();
    }

    @Override
    protected void onError(WebSocketChannel from, Throwable why) {
        cut();
    }
}
