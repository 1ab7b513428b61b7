package com.example.undertow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6455, section 5: the headers of a client's frames")
class FrameHeadersTest {

    private static final int LIMIT = 70_000;

    @ParameterizedTest
    @ValueSource(strings = {"81 80", "82 fd", "82 fe007e", "82 feffff", "82 ff0000000000010000",
        "82 ff0000000000011170", "88 80", "88 82", "89 fd", "8a 80", "01 80, 00 81, 80 80, 81 80",
        "01 81, 89 80, 8a 81, 80 81",
        "02 fe9c40, 80 fe7530, 82 ff0000000000011170", "02 81, 80 81, 02 81, 80 81"})
    void what_may_be_passes(String headers) {
        FrameHeaders plain = new FrameHeaders(false, LIMIT);
        FrameHeaders deflate = new FrameHeaders(true, LIMIT);
        for (String header : headers.split(", ")) {
            assertEquals(Optional.empty(), look(plain, header), header);
            assertEquals(Optional.empty(), look(deflate, header), header);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"c1 80", "c2 fe007e", "41 80, 00 80, 80 80, c1 80"})
    void RSV1_may_be_in_the_first_frame_of_a_message_if_compression_was_agreed_on(String headers) {
        FrameHeaders deflate = new FrameHeaders(true, LIMIT);
        for (String header : headers.split(", ")) {
            assertEquals(Optional.empty(), look(deflate, header), header);
        }
        assertEquals("a reserved bit is set that was not agreed on",
                look(new FrameHeaders(false, LIMIT), headers.substring(0, 5)).orElseThrow().sentence());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "81 05                      | 1002 | a client must mask its frames",
        "89 00                      | 1002 | a client must mask its frames",
        "e1 80                      | 1002 | a reserved bit is set that was not agreed on",
        "91 80                      | 1002 | a reserved bit is set that was not agreed on",
        "c9 80                      | 1002 | a reserved bit is set that was not agreed on",
        "c8 80                      | 1002 | a reserved bit is set that was not agreed on",
        "01 80, c0 80               | 1002 | a reserved bit is set that was not agreed on",
        "83 80                      | 1002 | opcode 3 is reserved",
        "87 80                      | 1002 | opcode 7 is reserved",
        "8b 80                      | 1002 | opcode 11 is reserved",
        "8f 80                      | 1002 | opcode 15 is reserved",
        "09 80                      | 1002 | a control frame has at most 125 bytes, and no fragments",
        "08 80                      | 1002 | a control frame has at most 125 bytes, and no fragments",
        "89 fe                      | 1002 | a control frame has at most 125 bytes, and no fragments",
        "8a ff                      | 1002 | a control frame has at most 125 bytes, and no fragments",
        "88 81                      | 1002 | a Close frame with a body of one byte has half a code",
        "80 80                      | 1002 | there is no message to go on with",
        "01 80, 80 80, 80 80        | 1002 | there is no message to go on with",
        "01 80, 81 80               | 1002 | a message began inside another one",
        "02 80, 89 80, 01 80        | 1002 | a message began inside another one",
        "82 fe007d                  | 1002 | a length must be in the shortest form, and not negative",
        "82 ff000000000000ffff      | 1002 | a length must be in the shortest form, and not negative",
        "82 ff8000000000000000      | 1002 | a length must be in the shortest form, and not negative",
        "82 ff0000000000011171      | 1009 | a message has at most 70000 bytes",
        "02 fe9c40, 80 fe7531       | 1009 | a message has at most 70000 bytes",
        "02 fe9c40, 00 fe7530, 80 81 | 1009 | a message has at most 70000 bytes",
    })
    void what_must_not_be_is_told_with_its_last_byte(String headers, int code, String sentence) {
        FrameHeaders deflate = new FrameHeaders(true, LIMIT);
        String[] all = headers.split(", ");
        for (int i = 0; i < all.length - 1; i++) {
            assertEquals(Optional.empty(), look(deflate, all[i]), all[i]);
        }
        assertEquals(new FrameHeaders.Fault(code, sentence), look(deflate, all[all.length - 1]).orElseThrow());
    }

    /** Shows one byte more each time. Only the last one may tell a fault; if it does not, the header is complete. */
    private static Optional<FrameHeaders.Fault> look(FrameHeaders headers, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        Optional<FrameHeaders.Fault> fault = Optional.empty();
        for (int i = 0; i < bytes.length; i++) {
            ByteBuffer arrived = ByteBuffer.wrap(bytes, i, 1);
            assertTrue(fault.isEmpty(), hex + ": told before byte " + i + " came");
            fault = headers.look(arrived);
            assertEquals(1, arrived.remaining(), "it takes nothing out of the buffer");
        }
        if (fault.isEmpty()) {
            headers.complete();
        }
        return fault;
    }
}
