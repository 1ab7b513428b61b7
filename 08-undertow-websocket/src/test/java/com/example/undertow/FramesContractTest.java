package com.example.undertow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page is shown of its own connection's frames, over the wire. The same file is in lessons 06, 07 and 08. */
@DisplayName("The frames that a page is shown")
class FramesContractTest {

    private static final String TOKEN = "0123456789-abcdef";
    private static final String FEED = "/frames?token=";
    private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate";

    private ChatServer server;

    @BeforeEach
    void start() throws IOException {
        server = ChatServer.start(0, new History());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void are_those_of_both_ways_with_their_masks() throws IOException {
        try (ContractPeer page = feed(TOKEN);
                ContractPeer seen = ContractPeer.open(server.uri(), "/echo?frames=" + TOKEN)) {
            seen.send(ContractPeer.TEXT, "Hello");
            assertEquals("frame\nup\nfirst\t81\tFIN 1, RSV 000, opcode 1: text\nsecond\t85\tMASK 1, length 5\n"
                    + "key\t37 fa 21 3d\tmasking key\npayload\t7f 9f 4d 51 58\tpayload, masked\n"
                    + "unmasked\t48 65 6c 6c 6f\tunmasked: payload \"Hello\"", page.read().text());
            assertEquals("frame\ndown\nfirst\t81\tFIN 1, RSV 000, opcode 1: text\nsecond\t05\tMASK 0, length 5\n"
                    + "payload\t48 65 6c 6c 6f\tpayload \"Hello\"", page.read().text());
            seen.close(1000);
            assertTrue(page.read().text().contains("opcode 8: close"));
            assertTrue(page.read().text().startsWith("frame\ndown\nfirst\t88\t"));
        }
    }

    @Test
    void are_not_compressed_and_are_whole_wherever_they_were_cut() throws IOException {
        try (ContractPeer page = feed(TOKEN); ContractPeer seen = ContractPeer.connect(server.uri())) {
            assertFalse(seen.handshake("/echo?frames=" + TOKEN, DEFLATE).contains("permessage-deflate"));
            for (byte next : ContractPeer.frame(ContractPeer.TEXT, new byte[] {'a', 'b', 'c'})) {
                seen.write(next);
            }
            assertTrue(page.read().text().endsWith("unmasked\t61 62 63\tunmasked: payload \"abc\""));
            assertTrue(page.read().text().endsWith("payload\t61 62 63\tpayload \"abc\""));
            seen.send(ContractPeer.BINARY, new byte[70_000]);
            assertTrue(page.read().text().endsWith("unmasked: payload ... (70000 bytes in all)"));
        }
    }

    @Test
    void are_shown_to_the_page_with_the_token_and_of_no_other_connection() throws IOException {
        try (ContractPeer page = feed(TOKEN); ContractPeer other = feed(TOKEN + "-2");
                ContractPeer unseen = ContractPeer.open(server.uri(), "/echo");
                ContractPeer seen = ContractPeer.open(server.uri(), "/echo?frames=" + TOKEN + "-2")) {
            unseen.send(ContractPeer.TEXT, "unseen");
            assertEquals("unseen", unseen.read().text());
            seen.send(ContractPeer.TEXT, "seen");
            assertTrue(other.read().text().contains("unmasked: payload \"seen\""));
            page.send(ContractPeer.TEXT, "no hex");
            assertTrue(page.read().text().startsWith("trouble\n"), "nothing was told before it");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/frames", "/frames?token=short", "/frames?token=%3Cb%3E0123456789-abcdef",
        "/chat?name=ann&frames=0123456789-unknown", "/echo?frames=0123456789-unknown"})
    void need_a_token_that_is_right(String target) throws IOException {
        try (ContractPeer peer = ContractPeer.connect(server.uri())) {
            assertTrue(peer.handshake(target).startsWith("HTTP/1.1 400 "));
        }
    }

    @Test
    void are_refused_to_strangers_and_a_token_to_a_second_page() throws IOException {
        try (ContractPeer stranger = ContractPeer.connect(server.uri());
                ContractPeer rebound = ContractPeer.connect(server.uri());
                ContractPeer page = feed(TOKEN); ContractPeer second = ContractPeer.connect(server.uri())) {
            assertTrue(stranger.handshake(FEED + TOKEN + "-2", "Origin: http://evil.example")
                    .startsWith("HTTP/1.1 403 "));
            assertTrue(rebound.handshake(FEED + TOKEN + "-2", "Host: evil.example").startsWith("HTTP/1.1 421 "));
            assertTrue(second.handshake(FEED + TOKEN).startsWith("HTTP/1.1 400 "));
            page.close(1000);
            assertEquals(1000, page.readToClose().code());
        }
    }

    @Test
    void a_ninth_page_takes_the_place_of_the_first() throws IOException {
        List<ContractPeer> pages = new ArrayList<>();
        try {
            for (int i = 0; i < 9; i++) {
                pages.add(feed(TOKEN + i));
            }
            assertEquals(1008, pages.get(0).readToClose().code());
        } finally {
            for (ContractPeer page : pages) {
                page.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "81 05 48 65 6c 6c 6f    | 1002 | 5.1",
        "83 80 37 fa 21 3d       | 1002 | 5.2",
        "80 80 37 fa 21 3d       | 1002 | 5.4",
        "89 fe 00 7e 00 00 00 00 and 126 more | 1002 | 5.5",
        "88 82 00 00 00 00 03 ed | 1002 | 7.4",
        "81 82 00 00 00 00 c3 28 | 1007 | 8.1",
    })
    void the_server_says_to_wrong_bytes_what_is_wrong(String hex, int code, String section) throws IOException {
        try (ContractPeer page = feed(TOKEN)) {
            page.send(ContractPeer.TEXT, hex.replace("and 126 more", "00 ".repeat(126)));
            String[] report = page.read().text().split("\nverdict\t");
            assertTrue(report[1].startsWith("close " + code + ": "), report[1]);
            assertTrue(report[1].contains("\tRFC 6455, section " + section + ":"), report[1]);
            assertTrue(report[0].contains("\ndown\nfirst\t88\t"), report[0]);
        }
    }

    /** When the answer to a text is told, the page is known: its connections may be shown. */
    private ContractPeer feed(String token) throws IOException {
        ContractPeer page = ContractPeer.open(server.uri(), FEED + token);
        page.send(ContractPeer.TEXT, "known?");
        assertTrue(page.read().text().startsWith("trouble\n"));
        return page;
    }
}
