package com.example.bench.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.example.frames.EchoEndpoint;
import com.example.frames.Site;
import com.example.frames.handshake.ServerOpening;
import com.example.frames.protocol.BufferPool;
import com.example.frames.protocol.Connection;
import com.example.frames.protocol.Frame;
import com.example.frames.protocol.Limits;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A whole connection without its socket: bytes in, the echo's bytes out. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConnectionBenchmarks {

    private static final int KEY = 0x37FA213D;

    private static Connection open(BufferPool pool) {
        ServerOpening handshake =
                new ServerOpening(new Site(Map.of("/echo", query -> new EchoEndpoint()), new byte[0]));
        Connection connection = new Connection(true, handshake, Limits.DEFAULT, pool, System::nanoTime, () -> { });
        connection.receive(ByteBuffer.wrap(("GET /echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Version: 13\r\n\r\n").getBytes(ISO_8859_1)));
        CoreBenchmarks.drain(connection.outbox(), null);
        if (!connection.isOpen()) {
            throw new IllegalStateException("the handshake failed");
        }
        return connection;
    }

    private static void putFrame(ByteBuffer out, int first, int length) {
        Frame.putHeader(out, first, length, true);
        out.putInt(KEY).put(new byte[length]);
    }

    private static int echo(Connection connection, ByteBuffer frames) {
        connection.receive(frames.position(0));
        return CoreBenchmarks.drain(connection.outbox(), null);
    }

    /** One connection, and messages of several sizes. */
    @State(Scope.Thread)
    public static class BySize {

        @Param({"16", "125", "1024", "65536", "1048576"})
        int size;
        final Connection connection = open(new BufferPool());
        ByteBuffer frames;

        @Setup
        public void setUp() {
            frames = ByteBuffer.allocateDirect(Frame.MAX_HEADER + size);
            putFrame(frames, Frame.FIN | Frame.BINARY, size);
            frames.flip();
        }
    }

    /** Messages of 125 bytes, each for another connection than the last one. */
    @State(Scope.Thread)
    public static class ByConnections {

        @Param({"1", "10", "100", "1000", "10000"})
        int connections;
        Connection[] all;
        int next;
        final ByteBuffer frames = ByteBuffer.allocateDirect(Frame.MAX_HEADER + 125);

        @Setup
        public void setUp() {
            BufferPool pool = new BufferPool();
            all = new Connection[connections];
            for (int i = 0; i < connections; i++) {
                all[i] = open(pool);
            }
            putFrame(frames, Frame.FIN | Frame.BINARY, 125);
            frames.flip();
        }
    }

    /** Messages of 64 KiB in several fragments. */
    @State(Scope.Thread)
    public static class ByFragments {

        @Param({"1", "4", "16", "64", "256", "1024"})
        int fragments;
        final Connection connection = open(new BufferPool());
        ByteBuffer frames;

        @Setup
        public void setUp() {
            frames = ByteBuffer.allocateDirect(fragments * Frame.MAX_HEADER + (64 << 10));
            for (int i = 0; i < fragments; i++) {
                putFrame(frames, (i == 0 ? Frame.BINARY : Frame.CONTINUATION) | (i == fragments - 1 ? Frame.FIN : 0),
                        (64 << 10) / fragments);
            }
            frames.flip();
        }
    }

    @Benchmark
    public int echo(BySize state) {
        return echo(state.connection, state.frames);
    }

    @Benchmark
    public int echoOnMany(ByConnections state) {
        state.next = state.next + 1 == state.connections ? 0 : state.next + 1;
        return echo(state.all[state.next], state.frames);
    }

    @Benchmark
    public int echoOfFragments(ByFragments state) {
        return echo(state.connection, state.frames);
    }
}
