package com.example.who;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each way in, with those who should come in and the attacks that should not; over TLS. */
class WhoIsItTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static Certificate certificate;
    private static HttpClient http;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private WhoIsIt server;

    @BeforeAll
    static void certificate() throws Exception {
        certificate = new Certificate();
        http = HttpClient.newBuilder().sslContext(certificate.trust()).build();
    }

    @AfterAll
    static void forget() throws Exception {
        certificate.close();
    }

    @BeforeEach
    void open() throws Exception {
        server = new WhoIsIt(certificate, LONG, Clock.systemUTC());
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    @Test
    void a_client_that_does_not_know_the_certificate_does_not_talk() {
        CompletionException e = assertThrows(CompletionException.class, () ->
                HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(uri("/cookie"), new Ear()).join());
        Throwable cause = e.getCause();
        while (cause != null && !(cause instanceof SSLHandshakeException)) {
            cause = cause.getCause();
        }
        assertTrue(cause != null, () -> e.getCause().toString());
    }

    @Test
    void a_cookie_lets_in_from_our_own_page_and_from_no_other() throws Exception {
        String cookie = "__Host-token=" + server.login("ann", LONG);
        assertEquals(101, status("/cookie", null, "Cookie", cookie, "Origin", "https://localhost:" + server.port()));
        assertEquals("hello, ann", heard.poll(30, TimeUnit.SECONDS));
        for (String origin : new String[] {"https://evil.example", "null", "http://localhost:" + server.port(),
            "https://localhost", "https://localhost:" + server.port() + ".evil.example"}) {
            assertEquals(403, status("/cookie", null, "Cookie", cookie, "Origin", origin), origin);
        }
        assertEquals(401, status("/cookie", null));
        assertEquals(401, status("/cookie", null, "Cookie", "__Host-token=nonsense"));
    }

    @Test
    void a_ticket_is_good_once() throws Exception {
        String ticket = ticket(server.login("ann", LONG));
        assertEquals(101, status("/ticket?ticket=" + ticket, null));
        assertEquals("hello, ann", heard.poll(30, TimeUnit.SECONDS));
        assertEquals(401, status("/ticket?ticket=" + ticket, null), "it was in a log");
        assertEquals(401, status("/ticket?ticket=guess", null));
        assertEquals(401, status("/ticket", null));
    }

    @Test
    void a_ticket_and_a_token_are_good_for_a_while() {
        Turned clock = new Turned();
        Passes passes = new Passes(clock);
        Passes.Pass pass = passes.check(passes.token("ann", Duration.ofMinutes(1))).orElseThrow();
        assertEquals("ann", pass.name());
        String ticket = passes.ticket(pass).orElseThrow();
        String other = passes.ticket(pass).orElseThrow();
        clock.now = clock.now.plus(Passes.TICKET_LIVES).minusMillis(1);
        assertTrue(passes.take(ticket).isPresent());
        clock.now = clock.now.plusMillis(1);
        assertTrue(passes.take(other).isEmpty(), "ten seconds are over");
        String token = passes.token("ann", Duration.ofSeconds(1));
        clock.now = clock.now.plusSeconds(1);
        assertTrue(passes.check(token).isEmpty(), "its second is over");
    }

    @Test
    void tickets_that_are_not_used_are_bounded() {
        Turned clock = new Turned();
        Passes passes = new Passes(clock);
        Passes.Pass pass = passes.check(passes.token("ann", Duration.ofMinutes(1))).orElseThrow();
        for (int i = 0; i < Passes.MAX_TICKETS; i++) {
            assertTrue(passes.ticket(pass).isPresent());
        }
        assertTrue(passes.ticket(pass).isEmpty());
        clock.now = clock.now.plus(Passes.TICKET_LIVES);
        assertTrue(passes.ticket(pass).isPresent(), "the others have expired");
    }

    @Test
    void a_token_with_any_other_byte_is_no_token() {
        Passes passes = new Passes(Clock.systemUTC());
        String token = passes.token("ann", LONG);
        assertTrue(passes.check(token).isPresent());
        for (int i = 0; i < token.length() - 1; i++) {          // of the last character some bits carry nothing
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertTrue(passes.check(token.substring(0, i) + other + token.substring(i + 1)).isEmpty(), "at " + i);
        }
        assertTrue(new Passes(Clock.systemUTC()).check(token).isEmpty(), "another server's key");
        for (String wrong : new String[] {"", ".", "a.", ".a", "*.*", token + ".", "x".repeat(10_000) + "."}) {
            assertTrue(passes.check(wrong).isEmpty(), wrong);
        }
    }

    @Test
    void a_subprotocol_carries_a_token_and_is_not_answered_with_it() throws Exception {
        assertEquals(101, status("/protocol", "token." + server.login("ann", LONG)));
        assertEquals("subprotocol chat", heard.poll(30, TimeUnit.SECONDS));
        assertEquals("hello, ann", heard.poll(30, TimeUnit.SECONDS));
        assertEquals(401, status("/protocol", "token.nonsense"));
        assertEquals(400, status("/protocol", null));
    }

    @Test
    void the_first_message_is_a_token_or_the_last() throws Exception {
        WebSocket ann = connect("/first");
        ann.sendText(server.login("ann", LONG), true).join();
        assertEquals("hello, ann", heard.poll(30, TimeUnit.SECONDS));
        ann.sendText("good morning", true).join();
        assertEquals("ann: good morning", heard.poll(30, TimeUnit.SECONDS));
        connect("/first").sendText("let me in", true).join();
        assertEquals("close 4401 this is no token", heard.poll(30, TimeUnit.SECONDS));
        connect("/first").sendText("x".repeat(2_000), true).join();
        assertTrue(heard.poll(30, TimeUnit.SECONDS).startsWith("close 1009"), "large, before it has a name");
    }

    @Test
    void a_silent_stranger_has_to_go() throws Exception {
        server.close();
        server = new WhoIsIt(certificate, Duration.ofMillis(50), Clock.systemUTC());
        connect("/first");
        assertEquals("close 4401 no token came in time", heard.poll(30, TimeUnit.SECONDS));
    }

    /** Many silent connections cost memory, and nothing is known of their owners: there are places for so many. */
    @Test
    void strangers_are_few_at_a_time() throws Exception {
        WebSocket ann = connect("/first");
        WebSocket cut = connect("/first");
        for (int i = 2; i < WhoIsIt.MAX_STRANGERS; i++) {
            connect("/first");
        }
        connect("/first");
        assertEquals("close 1013 too many have not said who they are", heard.poll(30, TimeUnit.SECONDS));
        ann.sendText(server.login("ann", LONG), true).join();
        assertEquals("hello, ann", heard.poll(30, TimeUnit.SECONDS));
        connect("/first");                                      // takes the place of the one that has a name now
        connect("/first");
        assertEquals("close 1013 too many have not said who they are", heard.poll(30, TimeUnit.SECONDS));
        cut.abort();                                            // and its place is free when the server has noticed
        String token = server.login("bob", LONG);
        String said = "";
        for (long deadline = System.nanoTime() + 30_000_000_000L; !"hello, bob".equals(said);) {
            assertTrue(System.nanoTime() < deadline, said);
            connect("/first").sendText(token, true).exceptionally(refused -> null).join();
            said = heard.poll(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_token_expires_while_the_connection_lives() throws Exception {
        connect("/first").sendText(server.login("ann", Duration.ofSeconds(4)), true).join();
        assertEquals("hello, ann", heard.poll(30, TimeUnit.SECONDS));
        assertEquals("close 4401 the token has expired", heard.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void a_ticket_is_given_for_a_token_only() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + server.port()
                + "/tickets")).POST(HttpRequest.BodyPublishers.noBody());
        assertEquals(401, http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode());
        assertEquals(401, http.send(request.header("Authorization", "Bearer nonsense").build(),
                HttpResponse.BodyHandlers.discarding()).statusCode());
    }

    private String ticket(String token) throws Exception {
        HttpResponse<String> response = http.send(HttpRequest.newBuilder(URI.create("https://localhost:"
                + server.port() + "/tickets")).header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode());
        return response.body();
    }

    private URI uri(String path) {
        return URI.create("wss://localhost:" + server.port() + path);
    }

    private WebSocket connect(String path) {
        return http.newWebSocketBuilder().buildAsync(uri(path), new Ear()).join();
    }

    /** The status of the response to a handshake; with a subprotocol beside "chat" if it is not null. */
    private int status(String path, String subprotocol, String... fields) {
        WebSocket.Builder builder = http.newWebSocketBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            builder.header(fields[i], fields[i + 1]);
        }
        if (subprotocol != null) {
            builder.subprotocols("chat", subprotocol);
        }
        try {
            builder.buildAsync(uri(path), new Ear()).join();
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    private final class Ear implements WebSocket.Listener {

        @Override
        public void onOpen(WebSocket opened) {
            if (!opened.getSubprotocol().isEmpty()) {
                heard.add("subprotocol " + opened.getSubprotocol());
            }
            opened.request(1);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            heard.add(text.toString());
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            heard.add("close " + code + " " + reason);
            return null;
        }
    }

    /** A clock that does not move until it is turned. */
    private static final class Turned extends Clock {

        private Instant now = Instant.ofEpochSecond(1_800_000_000);

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
