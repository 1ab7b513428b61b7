package com.example.bench.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.frames.deflate.DeflateOffer;
import com.example.frames.deflate.PermessageDeflate;
import com.example.frames.protocol.BufferPool;
import com.example.frames.protocol.Frame;
import com.example.frames.protocol.FrameDecoder;
import com.example.frames.protocol.Limits;
import com.example.frames.protocol.Masking;
import com.example.frames.protocol.MessageAssembler;
import com.example.frames.protocol.Outbox;
import com.example.frames.protocol.Utf8Validator;
import com.example.frames.protocol.WebSocketException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The parts of the protocol core alone, for payloads of several sizes; and a copy, to compare them with. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CoreBenchmarks {

    private static final int KEY = 0x37FA213D;

    @Param({"16", "125", "1024", "65536", "1048576"})
    private int size;

    private final BufferPool pool = new BufferPool();
    private byte[] from;
    private byte[] to;
    private ByteBuffer payload;
    private ByteBuffer korean;
    private ByteBuffer frame;
    private final FrameDecoder decoder = new FrameDecoder(true, 1 << 30);
    private final Utf8Validator utf8 = new Utf8Validator();
    private final Outbox outbox = new Outbox(pool, null);
    private final PermessageDeflate deflate = new PermessageDeflate(agreement(), false);
    private final Outbox compressing = new Outbox(pool, () -> KEY);
    private final FrameDecoder compressed = new FrameDecoder(true, 1 << 30);
    private final MessageAssembler inflating = new MessageAssembler(Limits.DEFAULT, pool);
    private ByteBuffer onTheWire;

    private static DeflateOffer agreement() {
        return DeflateOffer.accept(List.of("permessage-deflate")).orElseThrow();
    }

    /** What looks like chat, so that it can be compressed as chat can. */
    private static String text(int size) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < size; i++) {
            text.append(i).append("\tann\tthe server speaks first, for the ").append(i * i % 101).append("th time\n");
        }
        return text.substring(0, size);
    }

    @Setup
    public void setUp() {
        from = text(size).getBytes(UTF_8);
        to = new byte[size];
        payload = ByteBuffer.allocateDirect(size).put(from).flip();
        byte[] syllables = "서버가 먼저 말한다. ".repeat(size / 16 + 1).getBytes(UTF_8);
        int whole = size;
        while ((syllables[whole] & 0xC0) == 0x80) {
            whole--;                    // not in the middle of a character
        }
        korean = ByteBuffer.allocateDirect(whole).put(syllables, 0, whole).flip();
        frame = ByteBuffer.allocateDirect(Frame.MAX_HEADER + size);
        Frame.putHeader(frame, Frame.FIN | Frame.BINARY, size, true);
        frame.putInt(KEY).put(from).flip();
        outbox.open(null);
        compressing.open(deflate);
        compressed.allow(Frame.RSV1);
        inflating.inflateWith(new PermessageDeflate(agreement(), true));
        onTheWire = ByteBuffer.allocateDirect(2 * size + 1024);
    }

    @Benchmark
    public byte[] arraycopy() {
        System.arraycopy(from, 0, to, 0, size);
        return to;
    }

    @Benchmark
    public ByteBuffer unmask() {
        Masking.apply(payload, 0, size, KEY);
        return payload;
    }

    @Benchmark
    public Utf8Validator validateAscii() throws WebSocketException {
        utf8.accept(payload, 0, size);
        utf8.end();
        return utf8;
    }

    @Benchmark
    public Utf8Validator validateKorean() throws WebSocketException {
        utf8.accept(korean, 0, korean.limit());
        utf8.end();
        return utf8;
    }

    /** A masked frame that has come whole; unmasking is a part of it. */
    @Benchmark
    public int decode() throws WebSocketException {
        frame.position(0);
        int bytes = 0;
        while (decoder.next(frame)) {
            bytes += decoder.to() - decoder.from();
        }
        return bytes;
    }

    /** A frame into the outbox, and out of it again as the socket takes it. */
    @Benchmark
    public int encode() {
        outbox.message(false, payload.position(0));
        return drain(outbox, null);
    }

    /** A message compressed by a client, and a server's inflating of it: both directions together. */
    @Benchmark
    public int deflateAndInflate() throws WebSocketException {
        compressing.message(true, payload.position(0));
        drain(compressing, onTheWire.clear());
        onTheWire.flip();
        int bytes = 0;
        while (compressed.next(onTheWire)) {
            if (inflating.add(compressed, onTheWire)) {
                bytes = inflating.to() - inflating.from();
                inflating.release();
            }
        }
        return bytes;
    }

    /** Takes everything out of an outbox; into a buffer, if there is one. */
    static int drain(Outbox outbox, ByteBuffer into) {
        int bytes = 0;
        for (ByteBuffer next = outbox.take(); next != null; next = outbox.take()) {
            bytes += next.remaining();
            if (into != null) {
                into.put(next);
            }
            outbox.written(next);
        }
        return bytes;
    }
}
