package com.example.frames.dump;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.frames.protocol.WebSocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The dump of a frame")
class FrameDumpTest {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final String HELLO = "81 85 37 fa 21 3d 7f 9f 4d 51 58";

    private final List<List<Field>> frames = new ArrayList<>();

    @Test
    void is_the_same_wherever_the_bytes_are_cut() throws WebSocketException {
        byte[] wire = HEX.parseHex(HELLO + " 89 80 00 00 00 00 88 85 37 fa 21 3d 34 12 43 44 52");
        new FrameDump(true, 8, frames::add).add(ByteBuffer.wrap(wire.clone()));
        List<List<Field>> whole = List.copyOf(frames);
        assertEquals(3, whole.size());
        assertEquals(List.of("81", "85", "37 fa 21 3d", "7f 9f 4d 51 58", "48 65 6c 6c 6f"),
                whole.get(0).stream().map(Field::hex).toList());
        assertEquals("unmasked: payload \"Hello\"", whole.get(0).get(4).meaning());
        for (int cut = 1; cut < wire.length; cut++) {
            frames.clear();
            FrameDump dump = new FrameDump(true, 8, frames::add);
            dump.add(ByteBuffer.wrap(wire.clone(), 0, cut));
            dump.add(ByteBuffer.wrap(wire.clone(), cut, wire.length - cut));
            assertEquals(whole, frames, "cut behind byte " + cut);
            assertEquals(List.of(), dump.unfinished());
        }
    }

    @Test
    void leaves_the_bytes_as_they_are() throws WebSocketException {
        byte[] wire = HEX.parseHex(HELLO);
        ByteBuffer bytes = ByteBuffer.wrap(wire);
        new FrameDump(true, 8, frames::add).add(bytes);
        assertEquals(HELLO, HEX.formatHex(wire));
        assertEquals(0, bytes.position());
    }

    @Test
    void keeps_the_beginning_of_a_long_payload_and_says_how_long_it_is() throws WebSocketException {
        ByteBuffer wire = ByteBuffer.allocate(10 + 70_000).put((byte) 0x82).put((byte) 127).putLong(70_000);
        new FrameDump(false, 8, frames::add).add(wire.position(0));
        assertEquals(List.of("FIN 1, RSV 000, opcode 2: binary", "MASK 0, length 127: it is in the next 8 bytes",
                "length 70000", "payload ... (70000 bytes in all)"),
                frames.get(0).stream().map(Field::meaning).toList());
        assertEquals("00 00 00 00 00 00 00 00", frames.get(0).get(3).hex());
    }

    @Test
    void writes_what_a_person_cannot_see_as_an_escape() throws WebSocketException {
        assertEquals("payload \"1\\tann\\thello\"", meaning("1\tann\thello"));
        assertEquals("payload \"\uc548\ub155\"", meaning("\uc548\ub155"));
        assertEquals("payload \"a\\u202eb\\u0000\"", meaning("a\u202eb\0"));
    }

    private String meaning(String text) throws WebSocketException {
        byte[] payload = text.getBytes(UTF_8);
        frames.clear();
        new FrameDump(false, 48, frames::add).add(ByteBuffer.allocate(2 + payload.length).put((byte) 0x81)
                .put((byte) payload.length).put(payload).flip());
        return frames.get(0).get(2).meaning();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "81 05 48 65 6c      | 2 | a client must mask its frames",
        "81 fe 00 05 1 2 3 4 | 4 | the length 5 is not in its shortest form",
        "83 80               | 2 | the opcode 3 is reserved",
    })
    void has_the_fields_up_to_the_fault(String hex, int fields, String sentence) {
        FrameDump dump = new FrameDump(true, 8, frames::add);
        byte[] wire = HEX.parseHex(hex.replaceAll("\\b(\\d)\\b", "0$1"));
        assertEquals(sentence, assertThrows(WebSocketException.class, () -> dump.add(ByteBuffer.wrap(wire)))
                .getMessage());
        assertEquals(fields, dump.unfinished().size(), () -> dump.unfinished().toString());
        assertTrue(frames.isEmpty());
    }
}
