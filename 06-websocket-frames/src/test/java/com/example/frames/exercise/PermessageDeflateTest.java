package com.example.frames.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.frames.exercise.PermessageDeflate.Failure;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("6.8 PermessageDeflate")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Story.InOneThread
class PermessageDeflateTest {

    private static final String RECEIVE =
            "The receiver puts 00 00 ff ff behind the payload and decompresses that as raw DEFLATE, without zlib's "
                    + "header\n(RFC 7692, section 7.2.2).";
    private static final String SEND =
            "The sender compresses with raw DEFLATE, without zlib's header, flushes, and cuts off the last four\n"
                    + "bytes, 00 00 ff ff (RFC 7692, section 7.2.1).";
    private static final String TAKEOVER =
            "With context takeover a message may refer to those before it: one deflater and one inflater serve all\n"
                    + "messages of a connection (RFC 7692, section 7.2.3.2).";
    private static final String EMPTY =
            "An empty message is sent as one byte, 00: an empty payload would not be DEFLATE\n"
                    + "(RFC 7692, section 7.2.3.6). A flush with nothing new since the last one writes nothing.\n"
                    + "The array is the caller's, who may change it: give a new one each time.";
    private static final String FINAL =
            "A block with BFINAL ends DEFLATE, not the connection: what follows starts afresh (RFC 7692, section "
                    + "7.2.3.4).";
    private static final String LIMIT =
            "The limit is for the decompressed message: 1009 (RFC 6455, sections 7.4.1 and 10.4).";
    private static final String HELLO = "f248cdc9c90700";
    private static final int MIB = 1 << 20;

    private Story story;
    private PermessageDeflate deflate;

    @Test
    @Order(1)
    void the_examples_of_the_RFC_are_read() {
        for (String hello : new String[] {HELLO, "000500faff48656c6c6f00", "f248050000" + "00ffffcac9c90700"}) {
            begin(RECEIVE + " The examples are from section 7.2.3.", 1000);
            reads(hello, "Hello");
        }
    }

    @Test
    @Order(2)
    void a_message_may_refer_to_the_one_before_it() {
        begin(TAKEOVER + " The limit is for each of them.", "Hello".length());
        reads(HELLO, "Hello");
        reads("f200110000", "Hello");
        reads("f200110000", "Hello");
    }

    @Test
    @Order(3)
    void an_empty_message_is_read() {
        begin("The one byte 00 is an empty message (RFC 7692, section 7.2.3.6). " + RECEIVE, 1000);
        reads("00", "");
        reads(HELLO, "Hello");
        reads("00", "");
        reads("f200110000", "Hello");
    }

    @Test
    @Order(4)
    void a_final_block_ends_a_message_and_not_the_connection() {
        begin(FINAL, 1000);
        reads("f348cdc9c9070000", "Hello");
        reads(HELLO, "Hello");
        reads("f200110000", "Hello");
        reads("f348cdc9c9070000", "Hello");
        reads("f348cdc9c9070000", "Hello");
    }

    @Test
    @Order(5)
    void a_message_goes_on_after_a_final_block() {
        begin("A message may have several blocks, with BFINAL or without; after one with BFINAL the next starts at a\n"
                + "byte of its own (RFC 7692, section 7.2.1).", 1000);
        reads("f348cdc9c90700" + "f248cdc9c90700", "HelloHello");
        reads("f348cdc9c90700" + "f348cdc9c90700" + "00", "HelloHello");
        reads(HELLO, "Hello");
    }

    @Test
    @Order(6)
    void a_long_message_is_read_whole() {
        for (byte[] message : new byte[][] {noise(100_000), new byte[100_000]}) {
            begin(RECEIVE + "\nOne call of inflate() fills one buffer: go on until it has nothing more.", 100_000);
            byte[] payload = DeflatePeer.deflated(message);
            story.step("100,000 bytes were compressed to %d", payload.length);
            byte[] read = story.call("decompress(payload)", () -> deflate.decompress(payload));
            story.bytes("the message", message, read);
        }
    }

    @Test
    @Order(7)
    void what_is_not_DEFLATE_is_refused() {
        for (String wrong : new String[] {"06ffff", "000500fafe48656c6c6f00", "f200110000"}) {
            begin("What is not DEFLATE, or refers to what never came, fails the connection: 1007 (RFC 6455, section "
                    + "7.4.1).", 1000);
            fails(1007, "decompress(" + Story.hex(bytes(wrong)) + ")", bytes(wrong));
        }
        begin("What is not DEFLATE fails the connection, however much was read before: 1007 (RFC 6455, section 7.4.1).",
                100_000);
        String start = HexFormat.of().formatHex(DeflatePeer.deflated(new byte[50_000])) + "0000ffff";
        fails(1007, "decompress(50,000 bytes, compressed, and then 06 ff ff)", bytes(start + "06ffff"));
    }

    @Test
    @Order(8)
    void a_message_of_exactly_the_limit_is_accepted() {
        for (int length : new int[] {5, 1000, 4096, 8192, 65_536}) {
            begin(LIMIT + " The limit itself is accepted.", length);
            byte[] payload = DeflatePeer.deflated(new byte[length]);
            byte[] read = story.call("decompress(" + length + " bytes, compressed to " + payload.length + ")",
                    () -> deflate.decompress(payload));
            story.same("bytes in the message", length, read == null ? -1 : read.length);
            byte[] again = story.call("decompress(the same)", () -> deflate.decompress(payload));
            story.same("bytes in the message", length, again == null ? -1 : again.length);
        }
    }

    @Test
    @Order(9)
    void a_message_over_the_limit_is_refused() {
        for (int length : new int[] {5, 1000, 4096, 8192, 65_536}) {
            begin(LIMIT, length);
            byte[] payload = DeflatePeer.deflated(new byte[length + 1]);
            fails(1009, "decompress(" + (length + 1) + " bytes, compressed to " + payload.length + ")", payload);
        }
    }

    @Test
    @Order(10)
    void a_bomb_is_refused_before_it_goes_off() {
        begin(LIMIT + "\nIt is looked at after each buffer, not at the end: by then the memory would be gone.", 10_000);
        byte[] bomb = DeflatePeer.deflated(new byte[4 * MIB]);
        story.step("a stranger sends %d bytes, which are 4 MiB of zeros", bomb.length);
        long[] allocated = new long[1];
        Failure failure = story.refused("decompress(the bomb)", Failure.class, () -> {
            long before = allocatedBytes();
            try {
                deflate.decompress(bomb);
            } finally {
                allocated[0] = allocatedBytes() - before;
            }
        });
        story.same("the close code", 1009, failure.code());
        story.that(allocated[0] < MIB, "less than 1 MiB of memory used on the way",
                String.format("%.1f MiB", allocated[0] / (double) MIB));
    }

    @Test
    @Order(11)
    void a_message_is_compressed_and_its_tail_cut_off() {
        for (String text : new String[] {"Hello", "a", "gr\u00fc\u00df dich \u20ac", "ha".repeat(500)}) {
            begin(SEND, 1000);
            try (DeflatePeer peer = new DeflatePeer()) {
                sends(peer, text.getBytes(UTF_8));
            }
        }
    }

    @Test
    @Order(12)
    void a_message_costs_little_when_the_one_before_it_was_the_same() {
        begin(TAKEOVER, 1000);
        byte[] message = noise(1_000);
        try (DeflatePeer peer = new DeflatePeer()) {
            sends(peer, message);
            int size = sends(peer, message).length;
            story.that(size < 100, "far less than 1,000 bytes the second time: the deflater has seen them all",
                    size + " bytes");
            sends(peer, "Hello".getBytes(UTF_8));
        }
    }

    @Test
    @Order(13)
    void an_empty_message_is_sent_as_one_byte() {
        begin(EMPTY, 1000);
        try (DeflatePeer peer = new DeflatePeer()) {
            for (String text : new String[] {"", "", "Hello", "", "", "Hello"}) {
                byte[] payload = sends(peer, text.getBytes(UTF_8));
                story.that(!text.isEmpty() || payload.length == 1, "one byte for no bytes", Story.hex(payload));
                Arrays.fill(payload, (byte) 0xff);      // it is the caller's now
            }
        }
    }

    @Test
    @Order(14)
    void a_message_of_any_length_is_sent_whole() {
        for (int length : new int[] {1000, 1019, 1024, 2043, 2048, 4091, 4096, 8187, 8192, 16_384, 65_535, 100_000}) {
            begin(SEND + "\nOne call of deflate() fills one buffer: go on until it has nothing more.", 1000);
            try (DeflatePeer peer = new DeflatePeer()) {
                sends(peer, noise(length));
                sends(peer, new byte[length]);
                sends(peer, "Hello".getBytes(UTF_8));
            }
        }
    }

    @Test
    @Order(15)
    void a_closed_one_compresses_no_more_and_closes_again_in_peace() {
        begin("Deflater and Inflater hold memory that the garbage collector does not see: close() ends them (their "
                + "Javadoc).", 1000);
        story.call("compress(\"Hello\")", () -> deflate.compress("Hello".getBytes(UTF_8)));
        story.run("close()", deflate::close);
        story.run("close()", deflate::close);
        story.refused("compress(\"Hello\")", RuntimeException.class, () -> deflate.compress("Hello".getBytes(UTF_8)));
    }

    @Test
    @Order(16)
    void a_closed_one_decompresses_no_more_and_closes_again_in_peace() {
        begin("Deflater and Inflater hold memory that the garbage collector does not see: close() ends them (their "
                + "Javadoc).", 1000);
        reads(HELLO, "Hello");
        story.run("close()", deflate::close);
        story.run("close()", deflate::close);
        story.refused("decompress(" + Story.hex(bytes(HELLO)) + ")", RuntimeException.class,
                () -> deflate.decompress(bytes(HELLO)));
    }

    private void begin(String rule, int maxBytes) {
        story = Story.of(rule);
        deflate = story.call("new PermessageDeflate(" + maxBytes + ")", () -> new PermessageDeflate(maxBytes));
    }

    private void reads(String hex, String expected) {
        byte[] read = story.call("decompress(" + Story.hex(bytes(hex)) + ")", () -> deflate.decompress(bytes(hex)));
        story.bytes("the message", expected.getBytes(UTF_8), read);
    }

    private void fails(int code, String what, byte[] payload) {
        Failure failure = story.refused(what, Failure.class, () -> deflate.decompress(payload));
        story.same("the close code", code, failure.code());
    }

    private byte[] sends(DeflatePeer peer, byte[] message) {
        String what = message.length > 100 ? message.length + " bytes" : Story.hex(message);
        byte[] payload = story.call("compress(" + what + ")", () -> deflate.compress(message));
        story.that(payload != null && payload.length > 0, "at least one byte of DEFLATE", "no bytes");
        peer.reads(story, payload, message);
        return payload;
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** Bytes without a pattern, the same in every run. */
    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
