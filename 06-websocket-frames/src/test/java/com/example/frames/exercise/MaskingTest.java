package com.example.frames.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("6.2 Masking")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Story.InOneThread
class MaskingTest {

    private static final byte[] KEY = bytes("37fa213d");
    private static final String RULE =
            "Byte i of the payload is combined by XOR with byte (i modulo 4) of the key (RFC 6455, section 5.3).";

    @Test
    @Order(1)
    void the_example_of_the_RFC_comes_out() {
        Story story = Story.of(RULE);
        byte[] bytes = "Hello".getBytes(UTF_8);
        piece(story, bytes, 0, 5, KEY, 0);
        story.bytes("the masked bytes", bytes("7f9f4d5158"), bytes);
    }

    @Test
    @Order(2)
    void masking_twice_undoes_it() {
        Story story = Story.of("XOR with the same byte undoes itself: the same method masks and unmasks.");
        byte[] bytes = bytes("7f9f4d5158");
        piece(story, bytes, 0, 5, KEY, 0);
        story.bytes("the bytes in clear", "Hello".getBytes(UTF_8), bytes);
    }

    @Test
    @Order(3)
    void a_payload_of_any_length_is_masked_to_its_last_byte() {
        for (int length = 0; length <= 41; length++) {
            Story story = Story.of(RULE + "\nA length need not be a multiple of 4 or 8.");
            byte[] bytes = payload(length);
            piece(story, bytes, 0, length, bytes("80ff7f01"), 0);
            story.bytes("the masked bytes", masked(payload(length), bytes("80ff7f01"), 0), bytes);
        }
    }

    @Test
    @Order(4)
    void a_piece_goes_on_in_the_key_where_the_one_before_it_stopped() {
        byte[] expected = masked(payload(19), KEY, 0);
        for (int cut = 1; cut < expected.length; cut++) {
            Story story = Story.of(RULE + "\nThe i counts from the start of the frame's payload, not of the piece.");
            byte[] bytes = payload(19);
            story.step("a payload of 19 bytes arrives in two pieces, cut after byte %d", cut);
            piece(story, bytes, 0, cut, KEY, 0);
            piece(story, bytes, cut, 19, KEY, cut);
            story.bytes("the masked bytes", expected, bytes);
        }
    }

    @Test
    @Order(5)
    void a_payload_may_come_byte_by_byte() {
        Story story = Story.of(RULE + "\nThe i counts from the start of the frame's payload, not of the piece.");
        byte[] bytes = payload(9);
        for (int i = 0; i < bytes.length; i++) {
            piece(story, bytes, i, i + 1, KEY, i);
        }
        story.bytes("the masked bytes", masked(payload(9), KEY, 0), bytes);
    }

    @Test
    @Order(6)
    void the_place_in_the_array_has_no_say() {
        for (int from = 0; from <= 9; from++) {
            Story story = Story.of("The offset into the payload chooses the byte of the key. The index in the array "
                    + "does not:\na payload may be anywhere in a buffer (RFC 6455, section 5.3).");
            byte[] bytes = new byte[from + 13];
            System.arraycopy(payload(13), 0, bytes, from, 13);
            piece(story, bytes, from, from + 13, KEY, 2);
            story.bytes("the masked bytes", masked(payload(13), KEY, 2), Arrays.copyOfRange(bytes, from, from + 13));
        }
    }

    @Test
    @Order(7)
    void the_bytes_around_the_piece_stay_as_they_are() {
        Story story = Story.of("Only the bytes of the piece change: before it is a header, after it the next "
                + "frame.");
        byte[] bytes = payload(40);
        byte[] expected = payload(40);
        System.arraycopy(masked(Arrays.copyOfRange(expected, 5, 24), KEY, 0), 0, expected, 5, 19);
        piece(story, bytes, 5, 24, KEY, 0);
        story.bytes("the whole array", expected, bytes);
    }

    @Test
    @Order(8)
    void an_offset_may_be_larger_than_an_int() {
        for (long offset : new long[] {Integer.MAX_VALUE, 1L << 31, (1L << 31) + 1, (1L << 32) + 3,
            Long.MAX_VALUE - 101, Long.MAX_VALUE - 10}) {
            Story story = Story.of("A payload may have up to 2^63 - 1 bytes (RFC 6455, section 5.2): count them in a "
                    + "long.\nCast to an int, an offset can become negative, and so does its remainder.");
            byte[] bytes = payload(10);
            piece(story, bytes, 0, 10, KEY, offset);
            story.bytes("the masked bytes", masked(payload(10), KEY, (int) (offset % 4)), bytes);
        }
    }

    @Test
    @Order(9)
    void the_key_stays_as_it_is() {
        Story story = Story.of("The key belongs to the caller, who needs it for the next piece: it must not change.");
        byte[] key = KEY.clone();
        byte[] bytes = payload(13);
        story.run(told(bytes, 0, 13, key, 3), () -> Masking.apply(bytes, 0, 13, key, 3));
        story.bytes("the key afterwards", KEY, key);
    }

    @Test
    @Order(10)
    void a_piece_outside_the_array_is_refused() {
        for (int[] piece : new int[][] {{-1, 3}, {2, 11}, {11, 11}, {5, 4}}) {
            Story story = Story.of("from and to are checked before the first byte is changed (the Javadoc's @throws).");
            byte[] bytes = payload(10);
            story.refused(told(bytes, piece[0], piece[1], KEY, 0), IndexOutOfBoundsException.class,
                    () -> Masking.apply(bytes, piece[0], piece[1], KEY, 0));
            story.bytes("the array afterwards", payload(10), bytes);
        }
    }

    @Test
    @Order(11)
    void a_key_that_has_not_four_bytes_is_refused() {
        for (String key : new String[] {"", "37fa21", "37fa213d00"}) {
            Story story = Story.of("A masking key has four bytes (RFC 6455, section 5.3; the Javadoc's @throws).");
            byte[] bytes = payload(10);
            story.refused(told(bytes, 0, 10, bytes(key), 0), IllegalArgumentException.class,
                    () -> Masking.apply(bytes, 0, 10, bytes(key), 0));
            story.bytes("the array afterwards", payload(10), bytes);
            story.refused(told(bytes, 10, 10, bytes(key), 0), IllegalArgumentException.class,
                    () -> Masking.apply(bytes, 10, 10, bytes(key), 0));
        }
    }

    @Test
    @Order(12)
    void a_negative_offset_is_refused() {
        Story story = Story.of("No piece starts before its payload (the Javadoc's @throws).");
        byte[] bytes = payload(10);
        story.refused(told(bytes, 0, 10, KEY, -1), IllegalArgumentException.class,
                () -> Masking.apply(bytes, 0, 10, KEY, -1));
        story.bytes("the array afterwards", payload(10), bytes);
        story.refused(told(bytes, 0, 0, KEY, -1), IllegalArgumentException.class,
                () -> Masking.apply(bytes, 0, 0, KEY, -1));
    }

    private static void piece(Story story, byte[] bytes, int from, int to, byte[] key, long offset) {
        story.run(told(bytes, from, to, key, offset), () -> Masking.apply(bytes, from, to, key.clone(), offset));
    }

    private static String told(byte[] bytes, int from, int to, byte[] key, long offset) {
        return String.format("apply(bytes, from %d, to %d, key %s, offset %d) to %s", from, to, Story.hex(key), offset,
                Story.hex(bytes));
    }

    /** Some bytes of which many are negative and none is equal to its neighbours. */
    private static byte[] payload(int length) {
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (0x91 + 37 * i);
        }
        return payload;
    }

    private static byte[] masked(byte[] payload, byte[] key, int offset) {
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= key[(offset + i) % 4];
        }
        return payload;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
