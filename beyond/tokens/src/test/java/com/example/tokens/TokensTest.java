package com.example.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens as they come: to the end, over a cut, stopped, failed, and not taken. */
class TokensTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<String> heard = new ArrayList<>();
    private Tokens server;

    @BeforeEach
    void open() throws IOException {
        start(Duration.ofMillis(2), Duration.ofMinutes(1));
    }

    private void start(Duration pace, Duration keep) throws IOException {
        server = new Tokens(0, prompt -> new MadeUpModel(prompt, pace), keep);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void the_same_prompt_has_the_same_tokens_and_the_end_is_told() throws Exception {
        List<String> first = whole();
        assertTrue(first.size() >= 20, "tokens: " + first.size());
        assertEquals(first, whole());
    }

    /** What was written need not have arrived: a proxy may have had it. */
    @Test
    void the_end_is_told_again_to_a_reader_that_did_not_get_it() throws Exception {
        Reading reading = new Reading(server.uri(), heard::add);
        assertEquals("[DONE]", reading.ask("why?"));
        HttpResponse<InputStream> again = HTTP.send(HttpRequest.newBuilder(server.uri().resolve(reading.name()))
                .header("Last-Event-ID", String.valueOf(heard.size())).build(), BodyHandlers.ofInputStream());
        assertEquals("data: [DONE]\n\n", new String(again.body().readAllBytes(), UTF_8));
    }

    @Test
    void a_cut_anywhere_loses_nothing_and_repeats_nothing() throws Exception {
        List<String> whole = whole();
        for (int cut = 0; cut <= whole.size(); cut++) {
            heard.clear();
            server.cutNextAfter(cut);
            assertEquals("[DONE]", new Reading(server.uri(), heard::add).ask("why?"));
            assertEquals(whole, heard, "cut after " + cut);
        }
    }

    /** The fault of many clients: they come back without an id if the second response had no event of its own. */
    @Test
    void a_resumed_stream_that_breaks_before_its_first_event_keeps_its_place() throws Exception {
        List<String> whole = whole();
        heard.clear();
        Reading reading = new Reading(server.uri(), token -> {
            heard.add(token);
            if (heard.size() == 3) {
                server.cutNextAfter(0);                         // the response after the one that is cut now
            }
        });
        server.cutNextAfter(3);
        assertEquals("[DONE]", reading.ask("why?"));
        assertEquals(whole, heard);
    }

    @Test
    void a_stop_ends_the_model_and_says_so() throws Exception {
        server.close();
        start(Duration.ofMillis(200), Duration.ofMinutes(1));
        Reading[] reading = new Reading[1];
        reading[0] = new Reading(server.uri(), token -> {
            heard.add(token);
            if (heard.size() == 3) {
                assertEquals(204, call(reading[0].name(), "DELETE", null).statusCode());
            }
        });
        assertEquals("stopped", reading[0].ask("why?"));
        assertTrue(heard.size() < 20, heard.size() + " tokens");
    }

    @Test
    void an_error_in_the_middle_is_an_event() throws Exception {
        assertEquals("error: the model has lost its thread", new Reading(server.uri(), heard::add).ask("please fail"));
        assertEquals(5, heard.size());
    }

    /** Without an end its readers would wait for as long as the server lives. */
    @Test
    void a_model_with_a_bug_ends_as_well() throws Exception {
        server.close();
        server = new Tokens(0, prompt -> () -> {
            throw new ArithmeticException("by zero");
        }, Duration.ofMinutes(1));
        assertEquals("error: the server has made a mistake", new Reading(server.uri(), heard::add).ask("why?"));
    }

    /** A reader that has gone: the model works ahead so far and no further; the one that comes back gets the rest. */
    @Test
    void the_model_waits_for_its_reader() throws Exception {
        List<String> whole = whole();
        server.cutNextAfter(0);
        HttpResponse<InputStream> response = call("/generations", "POST", "why?");
        String name = response.headers().firstValue("Content-Location").orElseThrow();
        assertEquals(0, response.body().readAllBytes().length);
        await("a model that is ahead", () -> server.made(name) == Generation.AHEAD);
        String rest = new String(call(name, "GET", null).body().readAllBytes(), UTF_8);
        assertEquals(whole.size(), rest.split("\nid: |^id: ", -1).length - 1);
        assertTrue(rest.endsWith("data: [DONE]\n\n"), rest);
    }

    @Test
    void a_generation_without_a_reader_is_given_up() throws Exception {
        server.close();
        start(Duration.ofMillis(1), Duration.ofMillis(50));
        server.cutNextAfter(0);
        HttpResponse<InputStream> response = call("/generations", "POST", "why?");
        String name = response.headers().firstValue("Content-Location").orElseThrow();
        await("its end", () -> server.kept() == 0);
        assertEquals(404, call(name, "GET", null).statusCode());
    }

    @Test
    void what_cannot_be_is_refused() throws Exception {
        assertEquals(400, call("/generations", "POST", "").statusCode());
        assertEquals(413, call("/generations", "POST", "x".repeat(5_000)).statusCode());
        assertEquals(404, call("/generations/99", "GET", null).statusCode());
        assertEquals(404, call("/generations/99", "DELETE", null).statusCode());
        assertEquals(404, call("/elsewhere", "POST", "why?").statusCode());
        HttpResponse<InputStream> put = call("/generations", "PUT", "x");
        assertEquals(405, put.statusCode());
        assertEquals("GET, POST, DELETE", put.headers().firstValue("Allow").orElse("none"));
        String name = call("/generations", "POST", "why?").headers().firstValue("Content-Location").orElseThrow();
        for (String wrong : new String[] {"-1", "x", "41", "99999999999"}) {
            assertEquals(400, HTTP.send(HttpRequest.newBuilder(server.uri().resolve(name))
                    .header("Last-Event-ID", wrong).build(), BodyHandlers.discarding()).statusCode(), wrong);
        }
    }

    /** A page of another site may send a POST with a text without being asked: its tokens would be on our bill. */
    @Test
    void a_strangers_page_spends_no_tokens() throws Exception {
        HttpRequest.Builder post = HttpRequest.newBuilder(server.uri().resolve("/generations"))
                .POST(HttpRequest.BodyPublishers.ofString("why?"));
        assertEquals(403, HTTP.send(post.header("Origin", "https://evil.example").build(), BodyHandlers.discarding())
                .statusCode());
        try (Socket rebound = new Socket("127.0.0.1", server.uri().getPort())) {
            rebound.setSoTimeout(30_000);
            rebound.getOutputStream().write("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n".getBytes(UTF_8));
            assertEquals("HTTP/1.1 421", new String(rebound.getInputStream().readNBytes(12), UTF_8));
        }
        assertEquals(0, server.kept());
    }

    /** A server that says who it is and then nothing: each response is given up, and after five the whole. */
    @Test
    void a_silent_stream_is_given_up() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Thread accepting = new Thread(() -> {
                try {
                    while (true) {
                        silent.accept().getOutputStream().write(("HTTP/1.1 200 OK\r\n"
                                + "Content-Location: /generations/1\r\n\r\n").getBytes(UTF_8));
                    }
                } catch (IOException ended) {
                    return;
                }
            }, "silent");
            accepting.start();
            Reading reading = new Reading(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"), heard::add,
                    Duration.ofMillis(100));
            assertThrows(IOException.class, () -> reading.ask("why?"));
            assertEquals("/generations/1", reading.name(), "it was the silence that ended it");
        }
    }

    private List<String> whole() throws Exception {
        List<String> tokens = new ArrayList<>();
        assertEquals("[DONE]", new Reading(server.uri(), tokens::add).ask("why?"));
        return tokens;
    }

    private HttpResponse<InputStream> call(String path, String method, String body) {
        try {
            URI uri = server.uri().resolve(path);
            return HTTP.send(HttpRequest.newBuilder(uri).method(method, body == null
                    ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                    .timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofInputStream());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited half a minute for " + what);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
