package com.example.frames.exercise;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("6.1 FrameHeader")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Story.InOneThread
class FrameHeaderTest {

    private static final String SHORTEST =
            "A length must be written in its shortest form: 126 starts two bytes, for 126 to 65,535;\n"
                    + "127 starts eight bytes, for 65,536 and more (RFC 6455, section 5.2).";

    @Test
    @Order(1)
    void the_examples_of_the_RFC_are_understood() {
        String rule = "The first byte holds FIN, three RSV bits and the opcode; the second MASK and the length\n"
                + "(RFC 6455, sections 5.2 and 5.7).";
        decoded(rule, "8105", new FrameHeader(true, 0, 1, false, 5, 0));
        decoded(rule, "818537fa213d", new FrameHeader(true, 0, 1, true, 5, 0x37fa213d));
        decoded(rule, "0103", new FrameHeader(false, 0, 1, false, 3, 0));
        decoded(rule, "8002", new FrameHeader(true, 0, 0, false, 2, 0));
        decoded(rule, "0000", new FrameHeader(false, 0, 0, false, 0, 0));
        decoded(rule, "8905", new FrameHeader(true, 0, 9, false, 5, 0));
        decoded(rule, "8a8537fa213d", new FrameHeader(true, 0, 10, true, 5, 0x37fa213d));
        decoded(rule, "827e0100", new FrameHeader(true, 0, 2, false, 256, 0));
        decoded(rule, "827f0000000000010000", new FrameHeader(true, 0, 2, false, 65_536, 0));
        decoded(rule, "8800", new FrameHeader(true, 0, 8, false, 0, 0));
    }

    @Test
    @Order(2)
    void the_three_reserved_bits_are_told() {
        String rule = "RSV1, RSV2 and RSV3 are the bits 40, 20 and 10 of the first byte (RFC 6455, section 5.2):\n"
                + "a receiver must know of them, because without an extension they must be 0.";
        decoded(rule, "c105", new FrameHeader(true, 4, 1, false, 5, 0));
        decoded(rule, "a105", new FrameHeader(true, 2, 1, false, 5, 0));
        decoded(rule, "9105", new FrameHeader(true, 1, 1, false, 5, 0));
        decoded(rule, "7205", new FrameHeader(false, 7, 2, false, 5, 0));
    }

    @Test
    @Order(3)
    void a_length_up_to_125_is_in_the_second_byte() {
        String rule = "The seven low bits of the second byte are the length, if they are 0 to 125 (RFC 6455, section "
                + "5.2).";
        for (int length : new int[] {0, 1, 124, 125}) {
            decoded(rule, String.format("82%02x", length), new FrameHeader(true, 0, 2, false, length, 0));
        }
    }

    @Test
    @Order(4)
    void the_number_126_stands_for_a_length_in_two_bytes() {
        String rule = "126 means: the next two bytes are the length, unsigned, the most significant first\n"
                + "(RFC 6455, section 5.2). In Java a byte is signed: & 0xff.";
        for (int length : new int[] {126, 127, 128, 200, 255, 256, 383, 384, 32_767, 32_768, 65_535}) {
            decoded(rule, String.format("827e%04x", length), new FrameHeader(true, 0, 2, false, length, 0));
        }
    }

    @Test
    @Order(5)
    void the_number_127_stands_for_a_length_in_eight_bytes() {
        String rule = "127 means: the next eight bytes are the length, the most significant first, up to 2^63 - 1: "
                + "a long, not an int\n(RFC 6455, section 5.2).";
        for (long length : new long[] {65_536, 0x12_8081, Integer.MAX_VALUE, 1L << 31, 0xffff_ffffL, 1L << 32,
            0x0102_8384_85f6_0708L, Long.MAX_VALUE}) {
            decoded(rule, String.format("827f%016x", length), new FrameHeader(true, 0, 2, false, length, 0));
        }
    }

    @Test
    @Order(6)
    void the_masking_key_follows_the_length_whatever_its_form() {
        String rule = "The masking key is the four bytes after the length, extended or not, if the MASK bit (80) is set"
                + "\n(RFC 6455, section 5.2).";
        decoded(rule, "8180f1e2d3c4", new FrameHeader(true, 0, 1, true, 0, 0xf1e2d3c4));
        decoded(rule, "81fd00000001", new FrameHeader(true, 0, 1, true, 125, 1));
        decoded(rule, "81fe00c8a1b2c3d4", new FrameHeader(true, 0, 1, true, 200, 0xa1b2c3d4));
        decoded(rule, "81ff0000000000010000ff01fe02", new FrameHeader(true, 0, 1, true, 65_536, 0xff01fe02));
    }

    @Test
    @Order(7)
    void a_header_that_has_not_arrived_whole_is_left_where_it_is() {
        for (String hex : new String[] {"8105", "818537fa213d", "827e0100", "82fe010037fa213d", "827f0000000000010000",
            "82ff000000000001000037fa213d"}) {
            byte[] wire = bytes(hex);
            for (int arrived = 0; arrived < wire.length; arrived++) {
                Story story = Story.of("TCP may cut anywhere. A header that has not arrived whole is told apart, and "
                        + "no byte of it is taken:\nthe caller will come again with the same bytes and more.");
                story.step("of the header %s have arrived: %s", Story.hex(wire),
                        Story.hex(Arrays.copyOf(wire, arrived)));
                ByteBuffer in = ByteBuffer.wrap(wire, 0, arrived);
                Optional<FrameHeader> header = story.call("decode(in)", () -> FrameHeader.decode(in));
                story.same("the header", Optional.empty(), header);
                story.same("bytes taken from the buffer", 0, in.position());
                story.same("the buffer's limit", arrived, in.limit());
                story.step("the rest arrives");
                in.limit(wire.length);
                Optional<FrameHeader> whole = story.call("decode(in)", () -> FrameHeader.decode(in));
                story.that(whole.isPresent(), "a header", "none, although all " + wire.length + " bytes are there");
                story.same("bytes taken from the buffer", wire.length, in.position());
            }
        }
    }

    @Test
    @Order(8)
    void headers_are_read_one_after_the_other_and_payloads_left_alone() {
        Story story = Story.of("One read may bring several frames. decode() starts at the buffer's position, and ends "
                + "where the payload starts.");
        ByteBuffer in = ByteBuffer.wrap(bytes("8102 6869  890161 827e0100 ffff"));
        story.step("one read brought %s", Story.hex(in.array()));
        next(story, in, new FrameHeader(true, 0, 1, false, 2, 0), 2);
        story.step("the payload \"hi\" is taken");
        in.position(4);
        next(story, in, new FrameHeader(true, 0, 9, false, 1, 0), 6);
        story.step("the payload \"a\" is taken");
        in.position(7);
        next(story, in, new FrameHeader(true, 0, 2, false, 256, 0), 11);
    }

    @Test
    @Order(9)
    void a_header_is_read_from_any_buffer() {
        byte[] wire = bytes("818537fa213d");
        FrameHeader expected = new FrameHeader(true, 0, 1, true, 5, 0x37fa213d);
        Story slice = Story.of("A buffer may be a part of another: its bytes then start inside the array, at "
                + "arrayOffset().");
        slice.step("there arrive %s, in a slice of a larger buffer", Story.hex(wire));
        next(slice, ByteBuffer.wrap(bytes("ffffff" + "818537fa213d")).position(3).slice(), expected, wire.length);
        Story direct = Story.of("A buffer need not have an array: a direct one has none. get() reads from all.");
        direct.step("there arrive %s, in a direct buffer", Story.hex(wire));
        next(direct, ByteBuffer.allocateDirect(wire.length).put(wire).flip(), expected, wire.length);
    }

    @Test
    @Order(10)
    void a_reserved_opcode_is_refused() {
        String rule = "Opcodes 3 to 7 and 11 to 15 are reserved: a frame with one fails the connection (RFC 6455, "
                + "section 5.2).";
        for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
            refused(rule, String.format("%02x00", 0x80 | opcode));
        }
    }

    @Test
    @Order(11)
    void a_fragmented_control_frame_is_refused() {
        for (String header : new String[] {"0800", "0905", "0a8037fa213d"}) {
            refused("A control frame must not be fragmented: its FIN is set (RFC 6455, section 5.5).", header);
        }
    }

    @Test
    @Order(12)
    void a_control_frame_has_at_most_125_bytes() {
        String rule = "A control frame has a payload of 125 bytes or less (RFC 6455, section 5.5).";
        for (int opcode = 8; opcode <= 10; opcode++) {
            decoded(rule, String.format("%02x7d", 0x80 | opcode), new FrameHeader(true, 0, opcode, false, 125, 0));
            refused(rule, String.format("%02x7e007e", 0x80 | opcode));
            refused(rule, String.format("%02x7f0000000000010000", 0x80 | opcode));
        }
    }

    @Test
    @Order(13)
    void a_length_in_a_longer_form_than_it_needs_is_refused() {
        for (String header : new String[] {"827e0000", "827e0001", "827e007d", "82fe007d37fa213d",
            "827f0000000000000000", "827f000000000000007d", "827f000000000000007e", "827f000000000000ffff"}) {
            refused(SHORTEST, header);
        }
    }

    @Test
    @Order(14)
    void a_length_with_its_top_bit_set_is_refused() {
        for (String length : new String[] {"8000000000000000", "ffffffff00000000", "ffffffffffffffff"}) {
            refused("The most significant bit of the eight bytes must be 0 (RFC 6455, section 5.2):\n"
                    + "in a long it would make a negative length, and every limit is above that.", "827f" + length);
        }
    }

    private static void decoded(String rule, String hex, FrameHeader expected) {
        Story story = Story.of(rule);
        ByteBuffer in = ByteBuffer.wrap(bytes(hex));
        story.step("there arrive %s:\n%s", Story.hex(in.array()), expected);
        next(story, in, expected, in.limit());
    }

    private static void next(Story story, ByteBuffer in, FrameHeader expected, int position) {
        Optional<FrameHeader> decoded = story.call("decode(in)", () -> FrameHeader.decode(in));
        story.that(decoded != null && decoded.isPresent(), expected.toString(),
                decoded + ", although the header is complete");
        FrameHeader header = decoded.get();
        story.same("FIN", expected.fin(), header.fin());
        story.same("RSV1-3 as a number", expected.rsv(), header.rsv());
        story.same("the opcode", expected.opcode(), header.opcode());
        story.same("the length", expected.length(), header.length());
        story.same("masked", expected.masked(), header.masked());
        story.same("the masking key", key(expected), key(header));
        story.same("the buffer's position, where the payload starts", position, in.position());
    }

    private static void refused(String rule, String hex) {
        Story story = Story.of(rule);
        ByteBuffer in = ByteBuffer.wrap(bytes(hex));
        story.step("there arrive %s", Story.hex(in.array()));
        ProtocolException e = story.refused("decode(in)", ProtocolException.class, () -> FrameHeader.decode(in));
        story.that(e.getMessage() != null && !e.getMessage().isBlank(), "a sentence in the exception: what is wrong",
                "\"" + e.getMessage() + "\"");
    }

    private static String key(FrameHeader header) {
        return String.format("0x%08x", header.maskingKey());
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
