package com.example.undertow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.undertow.dump.Eyes;
import com.example.undertow.dump.HexTrial;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One page that watches: it is told of each frame of the connections that bear its token, and what the server says to
 * the bytes that it asks about. What it does not read is not kept for it.
 */
final class Feed extends Endpoint {

    /** The most that may wait for the page, in bytes; further frames are left out. */
    private static final long MOST_PENDING = 256 * 1024;
    /** A page that has been left open must not be told forever. */
    private static final long LIMIT = TimeUnit.MINUTES.toNanos(10);

    private final Feeds feeds;
    private final String token;
    private final long opened = System.nanoTime();
    private final AtomicBoolean trying = new AtomicBoolean();

    /** @throws RefusedException 400 if the token cannot be */
    static Feed of(String token, Feeds feeds) throws RefusedException {
        feeds.check(token);
        return new Feed(feeds, token);
    }

    private Feed(Feeds feeds, String token) {
        this.feeds = feeds;
        this.token = token;
    }

    /** The eyes for one connection. */
    Eyes eyes() {
        return new Eyes(this::tell);
    }

    @Override
    void opened() {
        feeds.add(token, this);
    }

    /** One trial at a time, on a thread of its own: this one is Undertow's. */
    @Override
    void received(boolean text, ByteBuffer message) {
        if (!text) {
            close(CloseStatus.UNSUPPORTED_DATA, "bytes are asked about in hex, as a text");
        } else if (!trying.compareAndSet(false, true)) {
            tell("trouble\nOne at a time: the last bytes are not judged yet.");
        } else {
            InetSocketAddress server = channel().getDestinationAddress();
            HexTrial.start(URI.create("ws://127.0.0.1:" + server.getPort() + "/"), UTF_8.decode(message).toString(),
                    report -> {
                        trying.set(false);
                        tell(report);
                    });
        }
    }

    @Override
    void closed() {
        feeds.remove(token, this);
    }

    /** Another page has taken this one's place. */
    void end(String why) {
        close(CloseStatus.POLICY_VIOLATION, why);
    }

    private void tell(String report) {
        if (System.nanoTime() - opened > LIMIT) {
            close(CloseStatus.NORMAL, "ten minutes are over");
        } else if (outbox().pending() < MOST_PENDING) {
            outbox().add(true, ByteBuffer.wrap(report.getBytes(UTF_8)));
        }
    }
}
