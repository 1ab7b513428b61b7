package com.example.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.frames.protocol.FrameDecoder;
import com.example.frames.protocol.Limits;
import com.example.frames.protocol.WebSocketException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6455, section 5: framing")
class Rfc6455FramingTest {

    private static final String HELLO = "81 85 37fa213d 7f9f4d5158";

    @Test
    void section_5_7_the_masked_Hello_is_echoed_unmasked_wherever_it_is_cut() {
        Core.everyCut("", HELLO, "81 05 48 65 6c 6c 6f");
    }

    @Test
    void section_5_7_an_unmasked_Hello_reaches_the_client_wherever_it_is_cut() {
        byte[] bytes = Core.bytes("81 05 48656c6c6f");
        for (int cut = 0; cut <= bytes.length; cut++) {
            Core client = Core.client("");
            client.in(Arrays.copyOf(bytes, cut)).in(Arrays.copyOfRange(bytes, cut, bytes.length));
            assertEquals(List.of("open", "text Hello"), client.events, "cut after byte " + cut);
        }
    }

    @Test
    void section_5_7_a_fragmented_unmasked_message() {
        Core client = Core.client("");
        client.in("01 03 48656c").in("80 02 6c6f");
        assertEquals(List.of("open", "text Hello"), client.events);
    }

    @Test
    void section_5_7_a_ping_is_answered_with_the_same_payload() {
        Core.everyCut("", "89 85 37fa213d 7f9f4d5158", "8a 05 48 65 6c 6c 6f");
    }

    @Test
    void section_5_5_2_a_ping_is_sent_while_the_connection_is_open_and_not_before_or_after() {
        Core core = Core.connecting(Core.LIMITS);
        assertFalse(core.connection.ping(ByteBuffer.allocate(0)));
        core.in((Core.REQUEST + "\r\n").getBytes(ISO_8859_1)).out();
        assertTrue(core.connection.ping(ByteBuffer.allocate(1)));
        assertEquals("89 01 00", core.out());
        core.connection.close(1000, "");
        assertFalse(core.connection.ping(ByteBuffer.allocate(0)));
    }

    @Test
    void a_peer_owes_bytes_from_the_first_of_a_frame_to_the_last() throws WebSocketException {
        FrameDecoder decoder = new FrameDecoder(false, 1000);
        assertFalse(decoder.insideFrame(), "nothing has come");
        for (String piece : new String[] {"81", "02", "68"}) {
            ByteBuffer in = ByteBuffer.wrap(Core.bytes(piece));
            while (decoder.next(in)) {
                assertEquals(2, decoder.length());
            }
            assertTrue(decoder.insideFrame(), "after " + piece);
        }
        ByteBuffer last = ByteBuffer.wrap(Core.bytes("69"));
        assertTrue(decoder.next(last));
        assertFalse(decoder.insideFrame(), "the frame is whole");
        assertFalse(decoder.next(last));
        assertFalse(decoder.insideFrame(), "and the next has not begun");
    }

    @Test
    void section_5_7_256_bytes_have_a_16_bit_length_65536_a_64_bit_one() {
        for (int size : new int[] {256, 65536}) {
            byte[] out = Core.server().in(Core.clientFrame(0x82, new byte[size])).take();
            String header = size == 256 ? "82 7e 01 00" : "82 7f 00 00 00 00 00 01 00 00";
            Core.same(header, Core.hex(Arrays.copyOf(out, out.length - size)), "the header");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 82 00", "125, 82 7d", "126, 82 7e 00 7e", "127, 82 7e 00 7f", "65535, 82 7e ff ff",
        "65536, 82 7f 00 00 00 00 00 01 00 00"})
    void section_5_2_the_shortest_form_of_the_length_is_written_and_read(int size, String header) {
        byte[] payload = new byte[size];
        new Random(size).nextBytes(payload);
        Core core = Core.server().in(Core.clientFrame(0x82, payload));
        byte[] out = core.take();
        Core.same(header, Core.hex(Arrays.copyOf(out, out.length - size)), "the header");
        assertTrue(Arrays.equals(payload, Arrays.copyOfRange(out, out.length - size, out.length)), "the payload");
    }

    @ParameterizedTest
    @ValueSource(strings = {"82 fe 0000", "82 fe 007d", "82 ff 0000000000000000", "82 ff 000000000000007e",
        "82 ff 000000000000ffff"})
    void section_5_2_a_longer_form_of_the_length_is_refused(String header) {
        Core core = Core.server().in(header + "37fa213d");
        assertTrue(core.out().startsWith("88"), "a Close");
        assertTrue(core.events.get(1).startsWith("close 1002"), core.events.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"8000000000000000", "8000000000000005", "ffffffffffffffff"})
    void section_5_2_the_top_bit_of_a_64_bit_length_is_0(String length) {
        Core core = Core.server().in("82 ff" + length + "37fa213d");
        Core.same(Core.serverClose(1002, "the top bit of a 64-bit length must be 0"), core.out(), "the answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c1", "a1", "91", "f1", "c2", "c9", "c8", "a9", "98"})
    void section_5_2_a_reserved_bit_without_an_extension_is_refused(String first) {
        Core core = Core.server().in(first + "80 00000000");
        Core.same(Core.serverClose(1002, "a reserved bit is set that has no meaning here"), core.out(), "the answer");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
    void section_5_2_a_reserved_opcode_is_refused_at_its_second_byte(int opcode) {
        Core core = Core.server().in((byte) (0x80 | opcode), (byte) 0x80);
        Core.same(Core.serverClose(1002, "the opcode " + opcode + " is reserved"), core.out(), "the answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"81 05 48656c6c6f", "81 00", "82 7e 00c8", "89 00", "8a 00", "88 02 03e8", "01 00"})
    void section_5_1_an_unmasked_frame_of_a_client_is_refused(String frame) {
        Core core = Core.server().in(frame);
        Core.same(Core.serverClose(1002, "a client must mask its frames"), core.out(), "the answer");
    }

    @Test
    void section_5_1_a_masked_frame_of_a_server_is_refused() {
        Core client = Core.client("").in(HELLO);
        assertEquals(List.of("open", "close 1002 a server must not mask its frames"), client.events);
        assertEquals(0x88, client.take()[0] & 0xFF, "the client says so with a Close");
    }

    @Test
    void section_5_3_a_client_masks_each_frame_with_a_fresh_key() {
        Core client = Core.client("");
        client.connection.send("Hello");
        client.connection.send("Hello");
        byte[] out = client.take();
        assertEquals("81 85", Core.hex(Arrays.copyOf(out, 2)));
        int one = ByteBuffer.wrap(out).getInt(2);
        int two = ByteBuffer.wrap(out).getInt(2 + 4 + 5 + 2);
        assertTrue(one != two, "two frames, two keys (the odds against it are 4 billion to one)");
        Core server = Core.server().in(out);
        assertEquals(List.of("open", "text Hello", "text Hello"), server.events);
    }

    @Test
    void section_5_3_every_length_and_every_cut_is_unmasked_alike() {
        byte[] payload = new byte[67];
        new Random(1).nextBytes(payload);
        for (int length = 0; length <= payload.length; length++) {
            byte[] part = Arrays.copyOf(payload, length);
            byte[] frame = Core.clientFrame(0x82, part);
            for (int cut = 0; cut <= frame.length; cut++) {
                Core core = Core.server();
                core.in(Arrays.copyOf(frame, cut)).in(Arrays.copyOfRange(frame, cut, frame.length));
                assertEquals("binary " + Core.hex(part), core.events.get(1), length + " bytes, cut after " + cut);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"89 fe 007e", "8a fe 007e", "88 fe 007e", "89 ff 0000000000010000"})
    void section_5_5_a_control_frame_has_at_most_125_bytes(String header) {
        Core core = Core.server().in(header);
        Core.same(Core.serverClose(1002, "a control frame has at most 125 bytes of payload"), core.out(), "the answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"09 80", "0a 80", "08 82"})
    void section_5_5_a_control_frame_is_never_fragmented(String header) {
        Core core = Core.server().in(header);
        Core.same(Core.serverClose(1002, "a control frame must not be fragmented"), core.out(), "the answer");
    }

    @Test
    void section_5_5_2_pings_of_every_length_are_answered() {
        Core core = Core.server();
        for (int length = 0; length <= 125; length++) {
            byte[] payload = new byte[length];
            Arrays.fill(payload, (byte) 0xFE);
            byte[] out = core.in(Core.clientFrame(0x89, payload)).take();
            assertEquals(Core.hex((byte) 0x8A, (byte) length), Core.hex(Arrays.copyOf(out, 2)));
            assertTrue(Arrays.equals(payload, Arrays.copyOfRange(out, 2, out.length)));
        }
    }

    @Test
    void section_5_5_3_an_unsolicited_pong_is_ignored() {
        Core.everyCut("", "8a 82 00000000 6869  8a 80 00000000 81 80 00000000", "81 00");
    }

    @Test
    void nothing_is_set_aside_for_a_length_that_is_only_announced() {
        Core core = Core.server(new Limits(1 << 30, 10));
        long before = directMemory();
        core.in("82 ff 0000000030000000 00000000 00");
        assertTrue(directMemory() - before < 1 << 20, "768 MiB announced, one byte sent");
        assertFalse(core.events.toString().contains("close"), "it is within the limit, and may come");
    }

    private static long directMemory() {
        return ManagementFactory
                .getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct")).findFirst().orElseThrow().getMemoryUsed();
    }
}
