package com.example.frames.dump;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.frames.handshake.RefusedException;
import com.example.frames.protocol.Endpoint;
import com.example.frames.protocol.WebSocket;
import com.example.frames.protocol.Wire;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The pages that watch")
class FeedTest {

    private static final String TOKEN = "0123456789-abcdef";

    private long now;
    private final Feeds feeds = new Feeds(() -> now);

    /** The page's end of its feed: what it was told, and how it ended. */
    private static final class Page implements WebSocket {

        private final List<String> told = new ArrayList<>();
        private String end = "";
        private long pending;

        @Override
        public boolean send(boolean text, ByteBuffer message) {
            told.add(UTF_8.decode(message).toString());
            return true;
        }

        @Override
        public boolean ping(ByteBuffer payload) {
            return true;
        }

        @Override
        public void close(int code, String reason) {
            end = code + " " + reason;
        }

        @Override
        public boolean isOpen() {
            return end.isEmpty();
        }

        @Override
        public long pending() {
            return pending;
        }
    }

    private Page watch(String token) throws RefusedException {
        Page page = new Page();
        feeds.endpoint(token).onOpen(page);
        return page;
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.ofDelimiter(" ").parseHex(hex));
    }

    @Test
    void are_told_of_both_ways_behind_the_answer_of_the_handshake() throws Exception {
        Page page = watch(TOKEN);
        Wire eyes = feeds.eyes(TOKEN);
        byte[] head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n".getBytes(ISO_8859_1);
        ByteBuffer sent = ByteBuffer.allocate(100).put(head).put(bytes("81 02 68 69")).flip();
        for (int i = 0; i < sent.limit(); i++) {                // a byte at a time
            eyes.sent(sent.duplicate().limit(i + 1).position(i));
        }
        eyes.received(bytes("89 80 00 00 00 00"));
        assertEquals(List.of("frame\ndown\nfirst\t81\tFIN 1, RSV 000, opcode 1: text\nsecond\t02\tMASK 0, length 2\n"
                + "payload\t68 69\tpayload \"hi\"", "frame\nup\nfirst\t89\tFIN 1, RSV 000, opcode 9: ping\n"
                + "second\t80\tMASK 1, length 0\nkey\t00 00 00 00\tmasking key"), page.told);
    }

    @Test
    void are_told_of_a_fault_once() throws Exception {
        Page page = watch(TOKEN);
        Wire eyes = feeds.eyes(TOKEN);
        eyes.received(bytes("83 80 00"));
        eyes.received(bytes("81 80 00 00 00 00"));
        assertEquals(2, page.told.size(), page.told::toString);
        assertTrue(page.told.get(1).contains("breaks a rule: the opcode 3 is reserved."), page.told::toString);
    }

    @Test
    void a_page_that_does_not_read_is_told_no_more_and_no_page_forever() throws Exception {
        Page page = watch(TOKEN);
        Wire eyes = feeds.eyes(TOKEN);
        page.pending = Feed.MOST_PENDING;
        eyes.received(bytes("89 80 00 00 00 00"));
        assertEquals(List.of(), page.told);
        page.pending = 0;
        now = Feed.LIMIT + 1;
        eyes.received(bytes("89 80 00 00 00 00"));
        assertEquals("1000 ten minutes are over", page.end);
        assertTrue(Feed.LIMIT == TimeUnit.MINUTES.toNanos(10));
    }

    @Test
    void a_ninth_takes_the_place_of_the_first() throws Exception {
        List<Page> pages = new ArrayList<>();
        for (int i = 0; i <= Feeds.MOST; i++) {
            pages.add(watch(TOKEN + i));
        }
        assertEquals("1008 another page watches now", pages.get(0).end);
        assertTrue(pages.stream().skip(1).allMatch(WebSocket::isOpen));
        assertThrows(RefusedException.class, () -> feeds.eyes(TOKEN + 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "with spaces in the middle", "0123456789-abcdef<b>"})
    void a_token_is_long_and_plain(String token) {
        assertEquals(400, assertThrows(RefusedException.class, () -> feeds.endpoint(token)).status());
    }

    @Test
    void a_token_is_one_pages_own_and_gone_with_it() throws Exception {
        assertSame(Wire.UNSEEN, feeds.eyes(null));
        assertThrows(RefusedException.class, () -> feeds.eyes(TOKEN));
        Endpoint feed = feeds.endpoint(TOKEN);
        Page page = new Page();
        feed.onOpen(page);
        assertThrows(RefusedException.class, () -> feeds.endpoint(TOKEN));
        feed.onClose(page, null);
        assertThrows(RefusedException.class, () -> feeds.eyes(TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "81 0", "zz", "<img src=x>", "0x81"})
    void what_is_not_hex_gets_a_sentence(String text) throws Exception {
        Endpoint feed = feeds.endpoint(TOKEN);
        Page page = new Page();
        feed.onOpen(page);
        feed.onMessage(page, true, UTF_8.encode(text));
        feed.onMessage(page, true, UTF_8.encode("00".repeat(Feed.MOST_BYTES + 1)));
        feed.onMessage(page, true, UTF_8.encode("81,80 00:00:00 00"));
        assertEquals("trouble\nGive bytes as pairs of hexadecimal digits, such as 81 05 48.", page.told.get(0));
        assertEquals("trouble\nAt most 1024 bytes at once.", page.told.get(1));
        assertTrue(page.told.get(2).endsWith("verdict\tThe connection stays open.\t"), page.told.get(2));
    }
}
