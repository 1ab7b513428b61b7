package com.example.bench.load;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/** What all runs have in common: the connections, the selector that drives them, and what went wrong. */
abstract class Peers implements Peer.Run {

    private static final int READ_SIZE = 256 * 1024;
    private static final int OPENING_AT_ONCE = 64;
    private static final long OPENING_NANOS = 60_000_000_000L;

    final Settings settings;
    final Payload payload;
    final List<Peer> peers = new ArrayList<>();
    final Histogram latency = new Histogram(60_000_000_000L, 3);
    private final Selector selector = Selector.open();
    private final ByteBuffer in = ByteBuffer.allocateDirect(READ_SIZE);
    private int opened;
    private int failures;
    private String why = "";
    private double openedPerSecond;

    Peers(Settings settings) throws IOException {
        this.settings = settings;
        payload = new Payload(settings.size(), settings.text());
    }

    /** Connects, a few at the same time, until all are there or have failed. */
    final void connect(int count) throws IOException {
        long began = System.nanoTime();
        int all = peers.size() + count;
        int bytes = bytesEach();
        ByteBuffer memory = ByteBuffer.allocateDirect(Math.multiplyExact(bytes, count));
        for (int i = 0; peers.size() < all || opened + failures < all; ) {
            while (peers.size() < all && peers.size() - opened - failures < OPENING_AT_ONCE) {
                peers.add(new Peer(this, selector, settings.uri(), settings.from(peers.size()), settings.prefixed(),
                        payload, settings.slots(), memory.slice(i++ * bytes, bytes)));
            }
            step(100);
            if (System.nanoTime() - began > OPENING_NANOS) {
                throw new IOException((all - opened) + " connections do not open");
            }
        }
        openedPerSecond = count / ((System.nanoTime() - began) / 1e9);
    }

    /** Starts to connect one more, which is not among {@link #peers}. */
    final Peer connectOne(URI uri) throws IOException {
        return new Peer(this, selector, uri, null, settings.prefixed(), payload, settings.slots(),
                ByteBuffer.allocateDirect(bytesEach()));
    }

    private int bytesEach() {
        return Outgoing.bytes(settings.size(), settings.slots(), settings.uri().getScheme().equals("tcp"));
    }

    /** Does what there is to do until the time has come, or the condition holds; says whether it does. */
    final boolean until(long nanoTime, BooleanSupplier condition) throws IOException {
        while (!condition.getAsBoolean()) {
            long left = nanoTime - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            step(Math.max(1, left / 1_000_000));
        }
        return true;
    }

    private void step(long millis) throws IOException {
        selector.select(key -> ((Peer) key.attachment()).ready(in), millis);
    }

    @Override
    public void opened(Peer peer) throws IOException {
        opened++;
    }

    @Override
    public void failed(Peer peer, String reason) {
        failures++;
        why = reason;
    }

    /** How many connections have been refused, or have broken. */
    final int failures() {
        return failures;
    }

    /** Begins to measure: whoever reads this also looks at the server's CPU time. */
    final void tellMeasuring(boolean begins) {
        Load.say(begins ? "measuring" : "measured", Map.of());
    }

    /** Closes everything. */
    final Map<String, Object> end(Map<String, Object> values) throws IOException {
        peers.forEach(Peer::close);
        selector.close();
        Map<String, Object> result = new TreeMap<>(values);
        result.put("failed", failures);
        if (failures > 0) {
            result.put("why", why);
        }
        if (latency.getTotalCount() > 0) {
            result.put("p50_us", latency.getValueAtPercentile(50) / 1000.0);
            result.put("p99_us", latency.getValueAtPercentile(99) / 1000.0);
        }
        return result;
    }

    final double openedPerSecond() {
        return openedPerSecond;
    }
}
