package com.example.frames.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("6.3 FrameEncoder")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Story.InOneThread
class FrameEncoderTest {

    private static final String KEY = "37fa213d";
    private static final int[] LENGTHS =
            {0, 1, 124, 125, 126, 127, 128, 200, 255, 256, 32_767, 32_768, 65_535, 65_536, 70_000};
    private static final int[] NEVER_SENT = {-1, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 16, 129};
    private static final String SHORTEST =
            "The length has its shortest form: up to 125 in the second byte, up to 65,535 in two more after 126,\n"
                    + "above that in eight more bytes after 127, the most significant first (RFC 6455, section 5.2).";
    private static final String CONTROL =
            "A control frame is never fragmented, and has 125 bytes or less (RFC 6455, section 5.5).";
    private static final String RESERVED =
            "Only the opcodes 0, 1, 2, 8, 9 and 10 have a meaning; the others are reserved (RFC 6455, section 5.2).";

    @Test
    @Order(1)
    void a_server_sends_the_examples_of_the_RFC() {
        String rule = "First FIN (80) and the opcode, then the length, then the payload\n"
                + "(RFC 6455, sections 5.2 and 5.7).";
        server(rule, true, 1, text("Hello"), "810548656c6c6f");
        server(rule, false, 1, text("Hel"), "010348656c");
        server(rule, true, 0, text("lo"), "80026c6f");
        server(rule, false, 0, text("lo"), "00026c6f");
        server(rule, false, 0, new byte[0], "0000");
        server(rule, false, 2, bytes("00ff80"), "020300ff80");
        server(rule, true, 9, text("Hello"), "890548656c6c6f");
        server(rule, true, 2, new byte[0], "8200");
    }

    @Test
    @Order(2)
    void a_client_sends_the_examples_of_the_RFC() {
        String rule = "A client masks every frame: the bit 80 in the second byte, the key after the length, and the\n"
                + "payload combined with the key by XOR (RFC 6455, sections 5.2, 5.3 and 5.7).";
        client(rule, true, 1, text("Hello"), "818537fa213d7f9f4d5158");
        client(rule, true, 10, text("Hello"), "8a8537fa213d7f9f4d5158");
        client(rule, false, 2, bytes("00ff80"), "028337fa213d3705a1");
        client(rule, false, 1, text("Hello"), "018537fa213d7f9f4d5158");
        client(rule, false, 0, text("Hello"), "008537fa213d7f9f4d5158");
        client(rule, true, 0, text("Hello"), "808537fa213d7f9f4d5158");
    }

    @Test
    @Order(3)
    void a_client_masks_a_frame_without_payload_too() {
        client("A client masks ALL its frames, empty ones and control frames too: a server fails the connection on one "
                + "without\na mask (RFC 6455, section 5.1).", true, 8, new byte[0], "888037fa213d");
    }

    @Test
    @Order(4)
    void a_server_writes_each_length_in_its_shortest_form() {
        for (int length : LENGTHS) {
            Story story = Story.of(SHORTEST);
            byte[] frame = story.call("server(true, binary, " + length + " bytes)",
                    () -> FrameEncoder.server(true, 2, payload(length)));
            whole(story, frame, bytes("82" + lengthBytes(length, 0)), payload(length));
        }
    }

    @Test
    @Order(5)
    void a_client_writes_the_key_behind_the_length_whatever_its_form() {
        for (int length : LENGTHS) {
            Story story = Story.of(SHORTEST + "\nThe masking key is between the length and the payload.");
            byte[] frame = story.call("client(true, binary, " + length + " bytes, the key 37 fa 21 3d)",
                    () -> FrameEncoder.client(true, 2, payload(length), keys(KEY)));
            byte[] masked = payload(length);
            for (int i = 0; i < length; i++) {
                masked[i] ^= bytes(KEY)[i % 4];
            }
            whole(story, frame, bytes("82" + lengthBytes(length, 0x80) + KEY), masked);
        }
    }

    @Test
    @Order(6)
    void each_frame_of_a_client_has_a_key_of_its_own() {
        Story story = Story.of("The masking key is fresh and random for each frame (RFC 6455, section 5.3):\n"
                + "what a page makes its browser send must not be foreseeable on the wire (section 10.3).");
        Supplier<byte[]> keys = keys("a1b2c3d4", "01020304", "f0e0d0c0");
        story.step("the source will give the keys a1 b2 c3 d4, 01 02 03 04, f0 e0 d0 c0");
        for (String frame : List.of("8182a1b2c3d4c9db", "818201020304696b", "8182f0e0d0c09889")) {
            byte[] sent = story.call("client(true, text, \"hi\", keys)",
                    () -> FrameEncoder.client(true, 1, text("hi"), keys));
            story.bytes("the frame", bytes(frame), sent);
        }
    }

    @Test
    @Order(7)
    void the_payload_stays_as_it_is() {
        Story story = Story.of("The payload is the caller's: mask a copy. If one message goes to many, each with its "
                + "own key,\nit would be masked again and again.");
        byte[] payload = text("Hello");
        story.call("client(true, text, payload, keys)", () -> FrameEncoder.client(true, 1, payload, keys(KEY)));
        story.bytes("the payload afterwards", text("Hello"), payload);
        story.call("server(true, text, payload)", () -> FrameEncoder.server(true, 1, payload));
        story.bytes("the payload afterwards", text("Hello"), payload);
    }

    @Test
    @Order(8)
    void a_server_sends_control_frames_of_up_to_125_bytes() {
        for (int opcode : new int[] {8, 9, 10}) {
            Story story = Story.of(CONTROL);
            byte[] frame = story.call("server(true, opcode " + opcode + ", 125 bytes)",
                    () -> FrameEncoder.server(true, opcode, payload(125)));
            whole(story, frame, bytes(String.format("%02x7d", 0x80 | opcode)), payload(125));
        }
    }

    @Test
    @Order(9)
    void a_client_sends_control_frames_of_up_to_125_bytes() {
        for (int opcode : new int[] {8, 9, 10}) {
            Story story = Story.of(CONTROL);
            byte[] frame = story.call("client(true, opcode " + opcode + ", 125 bytes, a key of zeros)",
                    () -> FrameEncoder.client(true, opcode, payload(125), keys("00000000")));
            whole(story, frame, bytes(String.format("%02xfd00000000", 0x80 | opcode)), payload(125));
        }
    }

    @Test
    @Order(10)
    void a_server_refuses_what_must_not_be_sent() {
        for (int opcode : NEVER_SENT) {
            serverRefuses(RESERVED, true, opcode, 1);
        }
        for (int opcode : new int[] {8, 9, 10}) {
            serverRefuses(CONTROL, false, opcode, 1);
            serverRefuses(CONTROL, false, opcode, 0);
            serverRefuses(CONTROL, true, opcode, 126);
        }
    }

    @Test
    @Order(11)
    void a_client_refuses_what_must_not_be_sent() {
        for (int opcode : NEVER_SENT) {
            clientRefuses(RESERVED, true, opcode, 1);
        }
        for (int opcode : new int[] {8, 9, 10}) {
            clientRefuses(CONTROL, false, opcode, 1);
            clientRefuses(CONTROL, false, opcode, 0);
            clientRefuses(CONTROL, true, opcode, 126);
        }
    }

    private static void server(String rule, boolean fin, int opcode, byte[] payload, String expected) {
        Story story = Story.of(rule);
        byte[] frame = story.call(String.format("server(fin %s, opcode %d, %s)", fin, opcode, Story.hex(payload)),
                () -> FrameEncoder.server(fin, opcode, payload));
        story.bytes("the frame", bytes(expected), frame);
    }

    private static void client(String rule, boolean fin, int opcode, byte[] payload, String expected) {
        Story story = Story.of(rule);
        byte[] frame = story.call(String.format("client(fin %s, opcode %d, %s, the key 37 fa 21 3d)", fin, opcode,
                Story.hex(payload)), () -> FrameEncoder.client(fin, opcode, payload, keys(KEY)));
        story.bytes("the frame", bytes(expected), frame);
    }

    private static void whole(Story story, byte[] frame, byte[] header, byte[] payload) {
        byte[] expected = Arrays.copyOf(header, header.length + payload.length);
        System.arraycopy(payload, 0, expected, header.length, payload.length);
        story.bytes("the frame", expected, frame);
    }

    private static void serverRefuses(String rule, boolean fin, int opcode, int length) {
        Story.of(rule).refused(String.format("server(fin %s, opcode %d, %d bytes)", fin, opcode, length),
                IllegalArgumentException.class, () -> FrameEncoder.server(fin, opcode, new byte[length]));
    }

    private static void clientRefuses(String rule, boolean fin, int opcode, int length) {
        Story.of(rule).refused(String.format("client(fin %s, opcode %d, %d bytes, keys)", fin, opcode, length),
                IllegalArgumentException.class, () -> FrameEncoder.client(fin, opcode, new byte[length], keys(KEY)));
    }

    private static String lengthBytes(int length, int mask) {
        return length <= 125 ? String.format("%02x", mask | length)
                : length <= 65_535 ? String.format("%02x%04x", mask | 126, length)
                : String.format("%02x%016x", mask | 127, length);
    }

    /** Gives these keys, one after the other, and then complains: no frame needs two. */
    private static Supplier<byte[]> keys(String... keys) {
        Deque<String> left = new ArrayDeque<>(List.of(keys));
        return () -> {
            if (left.isEmpty()) {
                throw new IllegalStateException("the source was asked for more keys than there were frames");
            }
            return bytes(left.remove());
        };
    }

    private static byte[] payload(int length) {
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (0x91 + 37 * i);
        }
        return payload;
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
