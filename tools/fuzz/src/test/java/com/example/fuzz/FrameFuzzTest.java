package com.example.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.example.frames.deflate.DeflateOffer;
import com.example.frames.deflate.PermessageDeflate;
import com.example.frames.protocol.BufferPool;
import com.example.frames.protocol.Frame;
import com.example.frames.protocol.FrameDecoder;
import com.example.frames.protocol.Limits;
import com.example.frames.protocol.MessageAssembler;
import com.example.frames.protocol.WebSocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The decoder and the assembler on any bytes: frames and messages come out, or a {@link WebSocketException}, and
 * nothing else; and the same comes out however the bytes are cut. The memory for buffers is bounded by the JVM's
 * options, so that an allocation beyond the limits fails the test.
 */
class FrameFuzzTest {

    private static final Limits LIMITS = new Limits(64 << 10, 100);

    @FuzzTest(maxDuration = "20s")
    void anyBytes(boolean fromClient, boolean compressed, byte @NotNull [] bytes) {
        run(fromClient, compressed, bytes, bytes.length);
    }

    @FuzzTest(maxDuration = "20s")
    void anyCuts(boolean fromClient, boolean compressed, byte @NotNull [] bytes, byte @NotNull [] cuts) {
        List<String> whole = run(fromClient, compressed, bytes, bytes.length);
        assertEquals(whole, run(fromClient, compressed, bytes, 1), "byte by byte");
        int[] sizes = new int[cuts.length];
        for (int i = 0; i < cuts.length; i++) {
            sizes[i] = 1 + (cuts[i] & 0xFF);
        }
        if (sizes.length > 0) {
            assertEquals(whole, run(fromClient, compressed, bytes, sizes), "in pieces of " + Arrays.toString(sizes));
        }
    }

    /** Random bytes are seldom a valid stream: here the fuzzer chooses messages, and we write their frames. */
    @FuzzTest(maxDuration = "20s")
    void validStreams(boolean compressed, byte @NotNull [] seed) {
        ByteBuffer stream = ByteBuffer.allocate(64 * seed.length + 64);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i + 1 < seed.length && stream.remaining() > 600; i += 2) {
            byte[] payload = new byte[seed[i] & 0xFF];
            Arrays.fill(payload, (byte) (seed[i + 1] & 0x7F));
            int split = payload.length == 0 ? 0 : (seed[i + 1] & 0xFF) % payload.length;
            frame(stream, Frame.BINARY, Arrays.copyOf(payload, split));
            frame(stream, Frame.FIN | Frame.PING, new byte[] {seed[i]});
            frame(stream, Frame.FIN, Arrays.copyOfRange(payload, split, payload.length));
            expected.add("9 " + hex(ByteBuffer.wrap(new byte[] {seed[i]}), 0, 1));
            expected.add("2 " + hex(ByteBuffer.wrap(payload), 0, payload.length));
        }
        byte[] bytes = Arrays.copyOf(stream.array(), stream.position());
        assertEquals(expected, run(true, compressed, bytes, bytes.length), "in one piece");
        assertEquals(expected, run(true, compressed, bytes, 1), "byte by byte");
        assertEquals(expected, run(true, compressed, bytes, 7, 2, 31), "in pieces of 7, 2 and 31");
    }

    /** What comes out when the bytes arrive in pieces of these sizes, over and over. */
    private static List<String> run(boolean fromClient, boolean compressed, byte[] bytes, int... sizes) {
        List<String> out = new ArrayList<>();
        BufferPool pool = new BufferPool();
        FrameDecoder decoder = new FrameDecoder(fromClient, LIMITS.frame());
        MessageAssembler assembler = new MessageAssembler(LIMITS, pool);
        PermessageDeflate deflate = compressed ? new PermessageDeflate(AGREEMENT, fromClient) : null;
        if (compressed) {
            decoder.allow(Frame.RSV1);
            assembler.inflateWith(deflate);
        }
        try {
            int at = 0;
            for (int i = 0; at < bytes.length; i++) {
                int size = Math.min(Math.max(1, sizes[i % sizes.length]), bytes.length - at);
                ByteBuffer in = ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, at + size));
                at += size;
                while (decoder.next(in)) {
                    if (assembler.add(decoder, in)) {
                        out.add(assembler.opcode() + " " + hex(assembler.message(), assembler.from(), assembler.to()));
                        assembler.release();
                    }
                }
                if (in.hasRemaining()) {
                    throw new AssertionError(in.remaining() + " bytes were left");
                }
            }
        } catch (WebSocketException e) {
            out.add("failed " + e.closeCode());
        } finally {
            assembler.discard();
            if (deflate != null) {
                deflate.close();
            }
        }
        return out;
    }

    private static final DeflateOffer AGREEMENT = new DeflateOffer(false, false, 15, 15);

    private static void frame(ByteBuffer into, int first, byte[] payload) {
        into.put((byte) first);
        if (payload.length < Frame.LENGTH_16) {
            into.put((byte) (Frame.MASK | payload.length));
        } else {
            into.put((byte) (Frame.MASK | Frame.LENGTH_16)).putShort((short) payload.length);
        }
        byte[] key = {0x37, (byte) 0xfa, 0x21, 0x3d};
        into.put(key);
        for (int i = 0; i < payload.length; i++) {
            into.put((byte) (payload[i] ^ key[i % 4]));
        }
    }

    private static String hex(ByteBuffer bytes, int from, int to) {
        byte[] copy = new byte[to - from];
        bytes.duplicate().clear().position(from).get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
