package com.example.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.frames.protocol.FrameDecoder;
import com.example.frames.protocol.Limits;
import com.example.frames.protocol.WebSocketException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6455, section 10.4: limits")
class Rfc6455LimitsTest {

    private static final Limits SMALL = new Limits(1000, 5);

    @Test
    void a_message_of_exactly_the_limit_is_accepted_whole_or_in_fragments() {
        Core core = Core.server(SMALL).in(Core.clientFrame(0x82, new byte[1000]));
        assertEquals(1004, core.take().length);
        core.in(Core.clientFrame(0x02, new byte[998])).in(Core.clientFrame(0x00, new byte[1]));
        assertEquals(1004, core.in(Core.clientFrame(0x80, new byte[1])).take().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"82 fe 03e9 00000000", "01 fe 03e9 00000000", "82 ff 7fffffffffffffff 00000000",
        "82 ff 0000000100000005 00000000"})
    void an_announced_length_over_the_limit_is_refused_at_its_header(String header) {
        Core core = Core.server(SMALL).in(header);
        assertTrue(core.out().startsWith("88"), "a Close");
        assertTrue(core.events.get(1).startsWith("close 1009"), core.events.toString());
    }

    @Test
    void the_decoder_takes_a_frame_of_exactly_its_limit() throws WebSocketException {
        FrameDecoder decoder = new FrameDecoder(false, 1000);
        assertTrue(decoder.next(ByteBuffer.wrap(Core.bytes("82 7e 03e8"))));
        assertEquals(1000, decoder.length());
        assertThrows(WebSocketException.class,
                () -> new FrameDecoder(false, 999).next(ByteBuffer.wrap(Core.bytes("82 7e 03e8"))));
    }

    @Test
    void fragments_add_up() {
        Core core = Core.server(SMALL);
        core.in(Core.clientFrame(0x02, new byte[400])).in(Core.clientFrame(0x00, new byte[400]));
        assertEquals("", core.out());
        core.in("00 fe 00c9 00000000");
        Core.same(Core.serverClose(1009, "a message of 1001 bytes is announced, the limit is 1000"), core.out(),
                "the answer");
    }

    @Test
    void the_number_of_fragments_is_limited() {
        Core core = Core.server(SMALL).in("01 80 00000000");
        for (int i = 0; i < 3; i++) {
            core.in("00 80 00000000");
        }
        assertEquals("81 00", core.in("80 80 00000000").out(), "five are allowed");
        core.in("01 80 00000000 00 80 00000000 00 80 00000000 00 80 00000000 00 80");
        assertEquals("", core.out());
        core.in("00000000 00 80 00000000");
        Core.same(Core.serverClose(1009, "a message comes in at most 5 fragments"), core.out(), "the sixth");
    }

    @Test
    void the_default_allows_65_537_fragments_and_16_MiB() {
        byte[] fragments = new byte[6 * 65_536];
        for (int i = 0; i < 65_536; i++) {
            fragments[6 * i + 1] = (byte) 0x80;
        }
        Core core = Core.server(Limits.DEFAULT).in("01 80 00000000").in(fragments);
        assertEquals("", core.out());
        assertEquals("81 00", core.in("80 80 00000000").out());
        assertEquals((16 << 20) + 10, core.in(Core.clientFrame(0x82, new byte[16 << 20])).take().length);
        core.in("82 ff 0000000001000001 00000000");
        assertTrue(core.events.get(core.events.size() - 1).startsWith("close 1009"), "one byte more");
    }
}
