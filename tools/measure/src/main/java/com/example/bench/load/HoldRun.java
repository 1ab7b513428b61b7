package com.example.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Very many connections, where a message goes to all of them. They come in steps. Then each sends one ping, spread over
 * the time, while fresh ones come ten times a second, get an echo and go. At the end a few messages go to all.
 */
final class HoldRun extends Peers {

    private static final int FRESH_PER_SECOND = 10;
    private static final int CASTS = 5;
    private static final long SETTLE_NANOS = 500_000_000L;
    private static final long TURN_NANOS = 5_000_000L;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    /** Those that have come and have no echo yet, and when they began to connect. */
    private final Map<Peer, Long> fresh = new IdentityHashMap<>();
    private final List<Peer> echoed = new ArrayList<>();
    private long slowestFresh;
    private long heard;

    HoldRun(Settings settings) throws IOException {
        super(settings);
    }

    Map<String, Object> result() throws IOException {
        double openingSeconds = 0;
        for (int step : settings.steps()) {
            int count = step - peers.size();
            connect(count);
            openingSeconds += count / openedPerSecond();
            until(System.nanoTime() + SETTLE_NANOS, () -> false);
            Load.say("held", Map.of("connections", peers.size()));
        }
        tellMeasuring(true);
        int came = hold();
        tellMeasuring(false);
        long[] casts = LongStream.range(0, CASTS).map(i -> cast()).toArray();
        until(System.nanoTime() + SETTLE_NANOS, () -> false);
        Load.say("heard", Map.of());
        long right = peers.stream().filter(peer -> peer.isOpen() && peer.count() == CASTS && isPinged(peer)).count();
        Map<String, Object> values = Map.of("opened_per_second", peers.size() / openingSeconds,
                "lost", peers.size() - right, "pongs", peers.stream().mapToLong(Peer::pongs).sum(), "fresh", came,
                "fresh_lost", came - latency.getTotalCount(), "slowest_fresh_us", slowestFresh / 1000.0,
                "cast_ms", LongStream.of(casts).sorted().toArray()[CASTS / 2] / 1e6,
                "slowest_cast_ms", LongStream.of(casts).max().orElseThrow() / 1e6);
        peers.forEach(Peer::abort);
        return end(values);
    }

    /** Plain TCP has no ping. */
    private boolean isPinged(Peer peer) {
        return peer.pongs() == (settings.fresh() == null ? 0 : 1);
    }

    /** Returns how many fresh ones have come. */
    private int hold() throws IOException {
        URI echo = settings.fresh();
        if (echo == null) {
            return 0;
        }
        long length = settings.nanos("seconds");
        long began = System.nanoTime();
        int pinged = 0;
        int came = 0;
        for (long at = 0; at < length; at = System.nanoTime() - began) {
            double share = (double) at / length;
            pinged = ping(pinged, (int) (share * peers.size()));
            if (came <= (int) (share * length / 1e9 * FRESH_PER_SECOND)) {
                long now = System.nanoTime();
                fresh.put(connectOne(echo), now);
                came++;
            }
            until(began + at + TURN_NANOS, () -> false);
            echoed.forEach(Peer::close);
            echoed.clear();
        }
        ping(pinged, peers.size());
        until(System.nanoTime() + PATIENCE_NANOS, () -> fresh.isEmpty() && peers.stream().allMatch(this::isPinged));
        echoed.forEach(Peer::close);
        fresh.keySet().forEach(Peer::close);
        fresh.clear();
        return came;
    }

    private int ping(int from, int to) {
        for (int i = from; i < to; i++) {
            if (peers.get(i).isOpen()) {
                peers.get(i).sendPing();
            }
        }
        return Math.max(from, to);
    }

    /** How long it takes until the last one has heard, in nanoseconds. */
    private long cast() {
        heard = 0;
        long open = peers.stream().filter(Peer::isOpen).count();
        Peer sender = peers.get(0);
        long began = System.nanoTime();
        sender.release(began);
        sender.flush();
        try {
            until(began + PATIENCE_NANOS, () -> heard >= open);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return System.nanoTime() - began;
    }

    @Override
    public void opened(Peer peer) throws IOException {
        super.opened(peer);
        if (fresh.containsKey(peer)) {
            peer.release(fresh.get(peer));
        }
    }

    @Override
    public void answered(Peer peer) {
        Long came = fresh.remove(peer);
        if (came == null) {
            heard++;
        } else {
            long took = System.nanoTime() - came;
            latency.recordValue(took);
            slowestFresh = Math.max(slowestFresh, took);
            echoed.add(peer);
        }
    }

    @Override
    public void failed(Peer peer, String reason) {
        super.failed(peer, reason);
        fresh.remove(peer);
    }
}
