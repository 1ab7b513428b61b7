package com.example.bench.load;

import java.io.IOException;
import java.util.Map;

/**
 * One connection sends, all of them receive. The next message goes out when the last one has got there; that is also
 * the latency.
 */
final class CastRun extends Peers {

    private static final long SETTLE_NANOS = 200_000_000L;

    private long here;
    private long delivered;

    CastRun(Settings settings) throws IOException {
        super(settings);
    }

    Map<String, Object> result() throws IOException {
        connect(settings.connections());
        // The last one has its answer, and the server may not have put it among the receivers yet.
        until(System.nanoTime() + SETTLE_NANOS, () -> false);
        long end = System.nanoTime() + settings.nanos("warmup");
        boolean whole = true;
        while (whole && System.nanoTime() < end) {
            whole = cast(false);
        }
        tellMeasuring(true);
        delivered = 0;
        long began = System.nanoTime();
        end = began + settings.nanos("seconds");
        while (whole && System.nanoTime() < end) {
            whole = cast(true);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        tellMeasuring(false);
        return end(Map.of("count", delivered, "per_second", delivered / seconds,
                "lost", whole ? 0 : peers.size() - here));
    }

    private boolean cast(boolean measure) throws IOException {
        here = 0;
        long now = System.nanoTime();
        peers.get(0).release(now);
        peers.get(0).flush();
        boolean whole = until(now + settings.patienceNanos(), () -> here == peers.size());
        if (measure && whole) {
            latency.recordValue(System.nanoTime() - now);
        }
        return whole;
    }

    @Override
    public void answered(Peer peer) {
        here++;
        delivered++;
    }
}
