package com.example.bench.load;

import java.io.IOException;
import java.util.Map;

/**
 * Many connections that say nothing. Each gets one message echoed when it has opened, and one at the end, which proves
 * that it has survived; in between only pings are answered. If that is wanted, each sends a ping of its own, spread
 * over the time, and fresh connections come and get an echo.
 */
final class IdleRun extends Peers {

    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private long answered;
    private long slowestFresh;

    IdleRun(Settings settings) throws IOException {
        super(settings);
    }

    Map<String, Object> result() throws IOException {
        connect(settings.connections());
        double openedPerSecond = openedPerSecond();
        int silent = peers.size();
        echoAll();
        tellMeasuring(true);
        if (settings.number("fresh", 0) > 0) {
            pingsAndFresh();
        } else {
            until(System.nanoTime() + settings.nanos("seconds"), () -> false);
        }
        tellMeasuring(false);
        answered = 0;
        long pongs = peers.stream().mapToLong(Peer::pongs).sum();
        echoAll();
        return end(Map.of("opened_per_second", openedPerSecond, "lost", silent - survivors(silent),
                "pongs", pongs, "slowest_fresh_us", slowestFresh / 1000.0, "fresh", peers.size() - silent));
    }

    private void echoAll() throws IOException {
        answered = 0;
        long now = System.nanoTime();
        for (Peer peer : peers) {
            if (peer.isOpen()) {
                peer.release(now);
                peer.flush();
            }
        }
        until(now + PATIENCE_NANOS, () -> answered + failures() >= peers.size());
    }

    /** As many steps as there shall be fresh ones: in each, some of the others ping, and one comes. */
    private void pingsAndFresh() throws IOException {
        int silent = peers.size();
        int steps = settings.number("fresh", 0);
        long began = System.nanoTime();
        for (int step = 0; step < steps; step++) {
            for (int i = (int) ((long) silent * step / steps); i < (long) silent * (step + 1) / steps; i++) {
                if (peers.get(i).isOpen()) {
                    peers.get(i).sendPing();
                }
            }
            long came = System.nanoTime();
            connect(1);
            Peer fresh = peers.get(peers.size() - 1);
            if (fresh.isOpen()) {
                fresh.release(came);
                fresh.flush();
                boolean echoed = until(came + PATIENCE_NANOS, () -> fresh.count() == 1);
                slowestFresh = Math.max(slowestFresh, echoed ? System.nanoTime() - came : PATIENCE_NANOS);
            } else {
                slowestFresh = PATIENCE_NANOS;
            }
            until(began + settings.nanos("seconds") * (step + 1) / steps, () -> false);
        }
    }

    private long survivors(int silent) {
        return peers.stream().limit(silent).filter(peer -> peer.isOpen() && peer.count() == 2).count();
    }

    @Override
    public void answered(Peer peer) {
        answered++;
    }
}
