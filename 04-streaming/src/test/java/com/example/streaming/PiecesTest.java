package com.example.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow.Subscription;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The body that never ends")
class PiecesTest {

    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final List<String> calls = new ArrayList<>();
    private final Pieces pieces = new Pieces();
    private final Subscription connection = new Subscription() {
        @Override
        public void request(long n) {
            calls.add("request " + n);
        }

        @Override
        public void cancel() {
            calls.add("cancel");
        }
    };

    @Test
    void one_piece_is_asked_for_at_a_time() throws Exception {
        pieces.onSubscribe(connection);
        assertEquals(List.of("request 1"), calls);
        List<ByteBuffer> piece = List.of(ByteBuffer.wrap("data".getBytes(UTF_8)));
        pieces.onNext(piece);
        assertEquals(List.of("request 1"), calls, "the first has not been taken yet");
        assertEquals(piece, pieces.next(SILENCE));
        assertEquals(List.of("request 1", "request 1"), calls);
    }

    @Test
    void a_reader_that_wants_nothing_more_closes_the_connection() {
        pieces.onSubscribe(connection);
        pieces.close();
        assertEquals(List.of("request 1", "cancel"), calls);
    }

    @Test
    void a_connection_that_comes_too_late_is_closed_at_once() {
        pieces.close();
        pieces.onSubscribe(connection);
        assertEquals(List.of("cancel"), calls);
    }

    @Test
    void an_end_is_told_from_a_break_and_both_from_silence() throws Exception {
        pieces.onSubscribe(connection);
        assertThrows(HttpTimeoutException.class, () -> pieces.next(Duration.ofMillis(1)));
        pieces.onComplete();
        assertTrue(pieces.next(SILENCE).isEmpty());
        pieces.onError(new IOException("connection reset"));
        IOException broken = assertThrows(IOException.class, () -> pieces.next(SILENCE));
        assertEquals("the stream broke: connection reset", broken.getMessage());
    }
}
