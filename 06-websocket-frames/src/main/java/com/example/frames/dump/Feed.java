package com.example.frames.dump;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.frames.protocol.CloseStatus;
import com.example.frames.protocol.Endpoint;
import com.example.frames.protocol.WebSocket;
import com.example.frames.protocol.WebSocketException;
import com.example.frames.protocol.Wire;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One page that watches: it is told of each frame of the connections that bear its token, and what the server says to
 * the bytes that it asks about. What it does not read is not kept for it.
 */
final class Feed implements Endpoint {

    /** The most that may wait for the page, in bytes; further frames are left out. */
    static final int MOST_PENDING = 256 * 1024;
    /** A page that has been left open must not be told forever. */
    static final long LIMIT = TimeUnit.MINUTES.toNanos(10);
    /** The most bytes that can be asked about at once. */
    static final int MOST_BYTES = 1_024;

    private static final String NOT_HEX = "Give bytes as pairs of hexadecimal digits, such as 81 05 48.";

    private final Feeds feeds;
    private final String token;
    private final LongSupplier clock;
    private final long opened;
    private volatile WebSocket page;

    /** @param clock the time in nanoseconds, as {@link System#nanoTime} has it */
    Feed(Feeds feeds, String token, LongSupplier clock) {
        this.feeds = feeds;
        this.token = token;
        this.clock = clock;
        opened = clock.getAsLong();
    }

    @Override
    public void onOpen(WebSocket socket) {
        page = socket;
        feeds.add(token, this);
    }

    @Override
    public void onMessage(WebSocket socket, boolean text, ByteBuffer message) {
        String hex = text ? UTF_8.decode(message).toString().replaceAll("[\\s:,]+", "") : "";
        if (hex.length() > 2 * MOST_BYTES) {
            trouble("At most " + MOST_BYTES + " bytes at once.");
        } else if (hex.isEmpty() || !hex.matches("([0-9A-Fa-f]{2})+")) {
            trouble(NOT_HEX);
        } else {
            tell(HexTrial.of(HexFormat.of().parseHex(hex)));
        }
    }

    @Override
    public void onClose(WebSocket socket, CloseStatus status) {
        feeds.remove(token, this);
    }

    /** Another page has taken this one's place. */
    void end(String why) {
        page.close(CloseStatus.POLICY_VIOLATION, why);
    }

    private void trouble(String sentence) {
        tell("trouble\n" + sentence);
    }

    private void tell(String report) {
        if (clock.getAsLong() - opened > LIMIT) {
            page.close(CloseStatus.NORMAL, "ten minutes are over");
        } else if (page.pending() < MOST_PENDING) {
            page.send(report);
        }
    }

    /** The eyes for one connection: a dump for each way. Both are used by one thread at a time. */
    Wire eyes() {
        return new Eyes();
    }

    private final class Eyes implements Wire {

        private static final int HEAD_ENDS = 0x0D0A0D0A;                // CR LF CR LF

        private final FrameDump up = dump(true, "up");
        private final FrameDump down = dump(false, "down");
        private int lastFour;
        private boolean blind;

        private FrameDump dump(boolean fromClient, String way) {
            return new FrameDump(fromClient, Report.SHOWN, fields ->
                    tell(new Report("frame").frame(way, fields).toString()));
        }

        @Override
        public void received(ByteBuffer bytes) {
            see(up, bytes, bytes.position());
        }

        @Override
        public void sent(ByteBuffer bytes) {
            int from = bytes.position();
            while (lastFour != HEAD_ENDS && from < bytes.limit()) {
                lastFour = lastFour << 8 | bytes.get(from++) & 0xFF;
            }
            see(down, bytes, from);
        }

        private void see(FrameDump dump, ByteBuffer bytes, int from) {
            if (blind) {
                return;
            }
            try {
                dump.add(bytes.duplicate().position(from));
            } catch (WebSocketException wrong) {
                blind = true;
                tell(new Report("frame").frame(dump == up ? "up" : "down", dump.unfinished()).toString());
                trouble("The last frame breaks a rule: " + wrong.getMessage() + ".");
            }
        }
    }
}
