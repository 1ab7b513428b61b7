package com.example.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The load generator sees what a server does wrong")
class EchoRunTest {

    private static final String RIGHT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
    private static final int SOME = 20;

    @Test
    void an_honest_server_has_no_failures() throws Exception {
        Map<String, Object> result = run(RIGHT, (number, frame) -> frame);
        assertEquals(0, result.get("failed"));
        assertEquals(0L, result.get("lost"));
        assertTrue((Double) result.get("per_second") > 0, result::toString);
        assertTrue((Double) result.get("p50_us") <= (Double) result.get("p99_us"), result::toString);
    }

    @Test
    void a_changed_byte_in_the_number_is_seen() throws Exception {
        assertFailed("not what was sent: message 20, after byte 0", RIGHT,
                (number, frame) -> changed(number, frame, 2));
    }

    @Test
    void a_changed_last_byte_is_seen() throws Exception {
        assertFailed("not what was sent: message 20", RIGHT, (number, frame) -> changed(number, frame, 17));
    }

    @Test
    void an_echo_that_comes_twice_is_seen() throws Exception {
        assertFailed("not what was sent: message 21", RIGHT, (number, frame) -> {
            byte[] twice = java.util.Arrays.copyOf(frame, 2 * frame.length);
            System.arraycopy(frame, 0, twice, frame.length, frame.length);
            return number == SOME ? twice : frame;
        });
    }

    @Test
    void an_echo_that_does_not_come_is_counted() throws Exception {
        Map<String, Object> result = run(RIGHT, (number, frame) -> number == SOME ? new byte[0] : frame);
        assertEquals(2L, result.get("lost"), "one for each connection: " + result);
    }

    @Test
    void a_shorter_echo_is_seen() throws Exception {
        assertFailed("a message of 15 bytes", RIGHT, (number, frame) -> {
            byte[] shorter = java.util.Arrays.copyOf(frame, frame.length - 1);
            shorter[1]--;
            return number == SOME ? shorter : frame;
        });
    }

    @Test
    void text_in_place_of_binary_is_seen() throws Exception {
        assertFailed("a frame with the opcode 1", RIGHT, (number, frame) -> {
            frame[0] = (byte) (number == SOME ? 0x81 : 0x82);
            return frame;
        });
    }

    @Test
    void a_connection_that_ends_is_seen() throws Exception {
        assertFailed("the server ended the connection", RIGHT, (number, frame) -> {
            if (number == SOME) {
                throw new UncheckedIOException(new IOException("enough"));
            }
            return frame;
        });
    }

    @Test
    void a_wrong_answer_to_the_handshake_is_seen() throws Exception {
        assertFailed("refused: HTTP/1.1 101", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", (number, frame) -> frame);
    }

    private static byte[] changed(int number, byte[] frame, int index) {
        frame[index] ^= (byte) (number == SOME ? 1 : 0);
        return frame;
    }

    private static void assertFailed(String why, String accept, BiFunction<Integer, byte[], byte[]> answer)
            throws IOException {
        Map<String, Object> result = run(accept, answer);
        assertEquals(2, result.get("failed"), "both connections: " + result);
        assertTrue(result.get("why").toString().startsWith(why), result::toString);
    }

    private static Map<String, Object> run(String accept, BiFunction<Integer, byte[], byte[]> answer)
            throws IOException {
        try (FaultyServer server = new FaultyServer(accept, answer)) {
            return new EchoRun(new Settings(Map.of("uri", server.uri().toString(), "connections", "2", "size", "16",
                    "warmup", "0.2", "seconds", "0.2", "patience", "0.3"))).result();
        }
    }
}
