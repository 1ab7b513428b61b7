package com.example.jetty;

import com.example.jetty.dump.Eyes;
import com.example.jetty.dump.HexTrial;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * One page that watches: it is told of each frame of the connections that bear its token, and what the server says to
 * the bytes that it asks about. What it does not read is not kept for it.
 */
public final class Feed extends Endpoint {

    /** The most that may wait for the page, in characters; further frames are left out. */
    private static final long MOST_PENDING = 256 * 1024;
    /** A page that has been left open must not be told forever. */
    private static final long LIMIT = TimeUnit.MINUTES.toNanos(10);

    private final Feeds feeds;
    private final String token;
    private final Supplier<URI> server;
    private final long opened = System.nanoTime();
    private final AtomicLong pending = new AtomicLong();

    Feed(Feeds feeds, String token, Supplier<URI> server) {
        this.feeds = feeds;
        this.token = token;
        this.server = server;
    }

    /** The eyes for one connection. */
    Eyes eyes() {
        return new Eyes(this::tell);
    }

    @Override
    void opened() {
        feeds.add(token, this);
    }

    /** One trial at a time: the next text is asked for when this one is answered. */
    @Override
    void text(String text, Callback done) {
        HexTrial.start(server.get(), text, report -> {
            tell(report);
            done.succeed();
        });
    }

    @Override
    void binary(ByteBuffer data, Callback done) {
        session().close(StatusCode.BAD_DATA, "bytes are asked about in hex, as a text", done);
    }

    @Override
    void closed() {
        feeds.remove(token, this);
    }

    /** Another page has taken this one's place. */
    void end(String why) {
        session().close(StatusCode.POLICY_VIOLATION, why, Callback.NOOP);
    }

    private void tell(String report) {
        if (System.nanoTime() - opened > LIMIT) {
            session().close(StatusCode.NORMAL, "ten minutes are over", Callback.NOOP);
        } else if (pending.get() < MOST_PENDING) {
            pending.addAndGet(report.length());
            session().sendText(report, Callback.from(() -> pending.addAndGet(-report.length()),
                    gone -> pending.addAndGet(-report.length())));
        }
    }
}
