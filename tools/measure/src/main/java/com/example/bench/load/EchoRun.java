package com.example.bench.load;

import java.io.IOException;
import java.util.Map;

/**
 * Every connection keeps as many messages under way as it may: when one has come back, the next one goes out. Latency
 * is the time from the moment a message could be sent until its echo has been read.
 */
final class EchoRun extends Peers {

    private boolean sending = true;
    private boolean measuring;
    private long measured;
    private long underWay;

    EchoRun(Settings settings) throws IOException {
        super(settings);
    }

    Map<String, Object> result() throws IOException {
        connect(settings.connections());
        long now = System.nanoTime();
        for (Peer peer : peers) {
            for (int slot = 0; slot < settings.slots() && peer.isOpen(); slot++) {
                peer.release(now);
                underWay++;
            }
            peer.flush();
        }
        until(System.nanoTime() + settings.nanos("warmup"), () -> false);
        tellMeasuring(true);
        measuring = true;
        long began = System.nanoTime();
        until(began + settings.nanos("seconds"), () -> false);
        measuring = false;
        double seconds = (System.nanoTime() - began) / 1e9;
        tellMeasuring(false);
        sending = false;
        until(System.nanoTime() + settings.patienceNanos(), () -> underWay == 0);
        return end(Map.of("count", measured, "per_second", measured / seconds, "lost", underWay));
    }

    @Override
    public void answered(Peer peer) {
        underWay--;
        if (measuring || sending) {
            long now = System.nanoTime();
            if (measuring) {
                measured++;
                latency.recordValue(now - peer.releasedAt());
            }
            if (sending) {
                peer.release(now);
                underWay++;
            }
        }
    }
}
