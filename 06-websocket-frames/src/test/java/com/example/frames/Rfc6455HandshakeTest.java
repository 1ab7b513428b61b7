package com.example.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.frames.handshake.ClientHandshake;
import com.example.frames.protocol.CloseStatus;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 6455, section 4: the opening handshake")
class Rfc6455HandshakeTest {

    private static final String REQUEST = Core.REQUEST + "\r\n";
    private static final String ANSWER =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

    @Test
    void section_1_3_the_example_wherever_it_is_cut_with_a_frame_right_behind_it() {
        byte[] bytes = (REQUEST + "\u0081\u0080\0\0\0\0").getBytes(ISO_8859_1);
        for (int cut = 0; cut <= bytes.length; cut++) {
            Core core = Core.connecting(Core.LIMITS);
            core.in(Arrays.copyOf(bytes, cut)).in(Arrays.copyOfRange(bytes, cut, bytes.length));
            assertEquals(ANSWER + "\u0081\0", new String(core.take(), ISO_8859_1), "cut after byte " + cut);
            assertEquals(List.of("open", "text "), core.events);
        }
    }

    /** What is replaced in the request, by what, and the status that answers it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
        "GET /echo|GET http://localhost/echo|101", "GET /echo|GET /echo?a=b|101",
                "Connection: Upgrade|Connection: a, uPGRADE|101",
        "Upgrade: websocket|Upgrade:WEBSOCKET|101", "Host: localhost|hOST: \tlocalhost|101",
        "Host: localhost|Host: LOCALHOST:8006|101", "Host: localhost|Host: [::1]:8006|101",
        "Host: localhost|Host: example.com|421", "Host: localhost|Host: localhost.example.com|421",
        "GET /echo|GET /other|404", "GET |POST |405", "GET |get |405", "HTTP/1.1|HTTP/1.0|505", "HTTP/1.1|HTTP/2.0|505",
        "HTTP/1.1|HTTP/9.9|505", "HTTP/1.1|HTTP/1.x|400", " HTTP/1.1|''|400", "GET /echo|GET  /echo|400",
        "GET /echo|GET echo|400", "/echo|*|400",
        "Host: localhost|X: y|400", "Host: localhost|Host: a@Host: b|400", "Host: localhost|Host : a|400",
        "Host: localhost|Host: localhost@nonsense|400", "Host: localhost|Host: localhost@ folded: x|400",
        "Upgrade: websocket|Upgrade: h2c|426", "Upgrade: websocket|Upgrade: websockets|426",
        "Connection: Upgrade|Connection: keep-alive|400", "Connection: Upgrade|Connection: upgraded|400",
        "Version: 13|Version: 8|426", "Version: 13|Version: 013|426", "Sec-WebSocket-Version: 13|X: y|426",
        "dGhlIHNhbXBsZSBub25jZQ==|dGhlIHNhbXBsZSBub25jZQ|400", "dGhlIHNhbXBsZSBub25jZQ==|''|400",
        "dGhlIHNhbXBsZSBub25jZQ==|!!!!!!!!!!!!!!!!!!!!!!==|400",
                "dGhlIHNhbXBsZSBub25jZQ==|AAECAwQFBgcICQoLDA0ODxA=|400",
        "Version: 13|Version: 13@Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==|400",
        "Version: 13|Version: 13@Origin: http://evil.example|403",
                "Version: 13|Version: 13@Origin: http://localhost.evil|403",
        "Version: 13|Version: 13@Origin: null|403", "Version: 13|Version: 13@Origin: http://LOCALHOST|101",
        "Version: 13|Version: 13@Content-Length: 5|400", "Version: 13|Version: 13@Content-Length: 0|101",
        "/echo|/chat|400", "/echo|/chat?name=|400", "/echo|/chat?name=a%09b|400", "/echo|/chat?name=%ff|400",
        "/echo|/chat?name=a&after=x|400", "/echo|/chat?name=a&after=-1|400", "/echo|/chat?name=a&name=b|400",
        "/echo|/chat?name=a%2|400", "/echo|/chat?name=a&after=0|101", "/echo|/chat?&&name=a&&after=0&&|101",
        "/echo|/chat?name=%c3%a9|101", "/echo|/chat?name=%c3|400", "/echo|/chat?name=\u00c3\u00a9|400",
    })
    void section_4_2_a_request_and_its_status(String part, String by, int status) {
        String request = REQUEST.replace(part, by.replace("@", "\r\n"));
        assertNotEquals(REQUEST, request, "the test changes something");
        Core core = Core.connecting(Core.LIMITS).in(request.getBytes(ISO_8859_1));
        String answer = new String(core.take(), UTF_8);
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        if (status == 426) {
            assertTrue(answer.contains("\r\nSec-WebSocket-Version: 13\r\n"), answer);
        } else if (status == 405) {
            assertTrue(answer.contains("\r\nAllow: GET\r\n"), answer);
        }
        if (status != 101) {
            assertTrue(core.connection.outputEnds(), "the connection ends");
            String connection = status == 426 ? "close, Upgrade" : "close";
            assertTrue(answer.contains("\r\nConnection: " + connection + "\r\n"), answer);
            String sentence = answer.substring(answer.indexOf("\r\n\r\n") + 4);
            assertTrue(sentence.matches("\\S.{10,80}\n"), "one sentence says why: " + sentence);
        }
    }

    @Test
    void a_bare_line_feed_is_refused_where_it_is() {
        Core core = Core.connecting(Core.LIMITS).in("GET /echo HTTP/1.1\n".getBytes(ISO_8859_1));
        assertTrue(new String(core.take(), UTF_8).startsWith("HTTP/1.1 400 "));
    }

    @Test
    void a_head_without_end_is_refused_where_its_limit_is() {
        Core core = Core.connecting(Core.LIMITS).in(("GET /" + "x".repeat(8_187)).getBytes(ISO_8859_1));
        assertEquals("", core.out());
        core.in((byte) 'x');
        assertTrue(new String(core.take(), UTF_8).startsWith("HTTP/1.1 414 "));
        Core many = Core.connecting(Core.LIMITS).in((Core.REQUEST + "a:b\r\n".repeat(100)
                + "\r\n").getBytes(ISO_8859_1));
        assertTrue(new String(many.take(), UTF_8).startsWith("HTTP/1.1 431 "));
    }

    @Test
    void a_request_that_ends_before_its_empty_line_is_told_so_and_none_at_all_is_not() {
        Core core = Core.connecting(Core.LIMITS).in("GET / HTTP/1.1\r\n".getBytes(ISO_8859_1));
        core.connection.inputEnded();
        assertTrue(new String(core.take(), UTF_8).startsWith("HTTP/1.1 400 "));
        assertTrue(core.connection.ended());
        Core silent = Core.connecting(Core.LIMITS);
        silent.connection.inputEnded();
        assertEquals("", silent.out());
        assertTrue(silent.connection.ended());
    }

    @Test
    void section_9_3_2_of_RFC_9110_a_response_to_HEAD_has_no_body() {
        for (String target : List.of("/", "/echo", "/nothing")) {
            Core core = Core.connecting(Core.LIMITS);
            core.in(("HEAD " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(ISO_8859_1));
            String answer = new String(core.take(), UTF_8);
            assertTrue(answer.endsWith("\r\n\r\n"), answer);
            assertFalse(answer.contains("\r\nContent-Length: 0\r\n"), "it says how long the body would be: " + answer);
        }
    }

    @Test
    void a_server_that_stops_answers_a_request_that_has_begun_and_only_then() {
        Core core = Core.connecting(Core.LIMITS).in("GET / HTTP/1.1\r\n".getBytes(ISO_8859_1));
        core.connection.close(CloseStatus.GOING_AWAY, "");
        String answer = new String(core.take(), ISO_8859_1);
        assertTrue(answer.startsWith("HTTP/1.1 503 Service Unavailable\r\n"), answer);
        assertTrue(answer.contains("\r\nRetry-After: 1\r\n"), answer);
        assertTrue(core.connection.outputEnds());
        Core silent = Core.connecting(Core.LIMITS);
        silent.connection.close(CloseStatus.GOING_AWAY, "");
        assertEquals(0, silent.take().length);
        assertTrue(silent.connection.outputEnds());
    }

    @Test
    void section_4_2_2_the_subprotocol_is_chosen_where_it_is_spoken() {
        String offer = "Sec-WebSocket-Protocol: superchat, chat\r\n\r\n";
        Core core = Core.connecting(Core.LIMITS);
        core.in((Core.REQUEST.replace("/echo", "/chat?name=a") + offer).getBytes(ISO_8859_1));
        assertTrue(new String(core.take(), UTF_8).contains("\r\nSec-WebSocket-Protocol: chat\r\n"));
        Core echo = Core.connecting(Core.LIMITS).in((Core.REQUEST + offer).getBytes(ISO_8859_1));
        assertFalse(new String(echo.take(), UTF_8).contains("Sec-WebSocket-Protocol"));
    }

    @Test
    void the_page_is_at_the_root() {
        Core core = Core.connecting(Core.LIMITS).in("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
        String answer = new String(core.take(), UTF_8);
        assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n") && answer.endsWith("\r\n\r\nthe page"), answer);
        assertTrue(core.connection.outputEnds());
    }

    @Test
    void a_random_request_gets_an_answer_or_is_waited_for() {
        Random random = new Random(9112);
        byte[] request = REQUEST.getBytes(ISO_8859_1);
        for (int round = 0; round < 10_000; round++) {
            byte[] mutant = request.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            Core core = Core.connecting(Core.LIMITS).in(mutant);
            String answer = new String(core.take(), ISO_8859_1);
            assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/1.1 (101|400|403|404|405|421|426|505) .*"), answer);
        }
    }

    @Test
    void section_4_1_the_client_checks_every_point_of_the_answer() {
        assertNull(Core.client("Sec-WebSocket-Protocol: chat\r\n").connection.refused());
        refusedByClient("101", "200", "the server answered 200 Switching Protocols");
        refusedByClient("HTTP/1.1", "HTTP/2.0",
                "not a response: The response does not begin with a status line of HTTP/1.1.");
        refusedByClient("websocket", "h2c", "Upgrade is not websocket");
        refusedByClient("Connection: Upgrade", "Connection: close", "Connection does not list Upgrade");
        refusedByClient("Accept: ", "Accept: x", "Sec-WebSocket-Accept is not ");
        refusedByClient("\r\n\r\n", "\r\nSec-WebSocket-Protocol: superchat\r\n\r\n",
                "the subprotocol is not one of those offered");
    }

    @Test
    void section_4_1_the_nonce_is_a_new_one_each_time_and_nothing_is_asked_for_that_was_not_wanted() {
        URI uri = URI.create("ws://localhost:8006/echo");
        String one = new String(new ClientHandshake(uri, List.of()).request().bytes(), ISO_8859_1);
        String two = new String(new ClientHandshake(uri, List.of()).request().bytes(), ISO_8859_1);
        assertNotEquals(one, two);
        assertTrue(one.matches("GET /echo HTTP/1.1\r\nHost: localhost:8006\r\n"
                + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: [A-Za-z0-9+/]{21}[AQgw]==\r\nSec-WebSocket-Version: 13\r\n\r\n"), one);
    }

    @Test
    void section_15_2_of_RFC_9110_the_client_passes_over_interim_responses() {
        Core client = Core.connectingClient();
        String interim = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
        String answer = ANSWER.replaceFirst("Accept: \\S+", "Accept: " + client.accept().replace("$", "\\$"));
        for (byte b : (interim + interim + answer).getBytes(ISO_8859_1)) {
            client.in(b);
        }
        assertEquals(List.of("open"), client.events);
    }

    @Test
    void a_server_that_hangs_up_or_is_late_is_told_to_the_caller() {
        Core client = Core.connectingClient();
        client.take();
        client.in("HTTP/1.1 101".getBytes(ISO_8859_1)).connection.inputEnded();
        assertEquals("not a response: the stream ended before the end of its head",
                client.connection.refused().getMessage());
        Core late = Core.connectingClient();
        late.pass(9);
        assertEquals("the response did not come in time", late.connection.refused().getMessage());
        assertTrue(late.connection.ended(), "it hangs up");
    }

    private static void refusedByClient(String part, String by, String sentence) {
        Core client = Core.connectingClient();
        String answer = ANSWER.replaceFirst("Accept: \\S+", "Accept: " + client.accept().replace("$", "\\$"));
        client.in(answer.replace(part, by).getBytes(ISO_8859_1));
        String told = client.connection.refused().getMessage();
        assertTrue(told.startsWith(sentence), told);
        assertTrue(client.connection.ended(), "it hangs up");
        assertEquals(List.of(), client.events);
    }
}
