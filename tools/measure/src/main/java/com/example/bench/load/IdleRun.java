package com.example.bench.load;

import java.io.IOException;
import java.util.Map;

/**
 * Many connections that say nothing. Each gets one message echoed when it has opened, and one at the end, which proves
 * that it has survived; in between only pings are answered.
 */
final class IdleRun extends Peers {

    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private long answered;

    IdleRun(Settings settings) throws IOException {
        super(settings);
    }

    Map<String, Object> result() throws IOException {
        connect(settings.connections());
        double openedPerSecond = openedPerSecond();
        echoAll();
        tellMeasuring(true);
        until(System.nanoTime() + settings.nanos("seconds"), () -> false);
        tellMeasuring(false);
        echoAll();
        long survivors = peers.stream().filter(peer -> peer.isOpen() && peer.count() == 2).count();
        return end(Map.of("opened_per_second", openedPerSecond, "lost", peers.size() - survivors));
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

    @Override
    public void answered(Peer peer) {
        answered++;
    }
}
