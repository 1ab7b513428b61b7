package com.example.undertow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.undertow.exercise.Slowness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What makes one wait makes no other wait")
class NoOtherWaitsTest {

    private static final Duration PATIENT = Duration.ofMinutes(10);
    private static final int MEMBERS = 40;
    private static final int STRANGERS = 20;

    @AfterEach
    void all_threads_end() {
        Await.noThreads();
    }

    /** So many that each I/O thread has some: if one of them waited for the room, its strangers would not be heard. */
    @Test
    @Tag("long")
    void strangers_are_served_while_a_publisher_waits_and_members_come_and_go() throws Exception {
        History history = new History();
        List<ContractPeer> members = new ArrayList<>();
        try (ChatServer server = new ChatServer.Settings(PATIENT, PATIENT).start(0, history)) {
            for (int i = 0; i < MEMBERS / 2; i++) {
                members.add(ContractPeer.open(server.uri(), "/chat?name=before-" + i));
            }
            Await.until("they have joined", () -> server.readers() == MEMBERS / 2);
            Thread publisher = new Thread(() -> server.publish("server", "at last"), "publisher");
            synchronized (history) {                            // as if it were a database that is slow today
                publisher.start();
                Await.until("it waits, and has the room's lock",
                        () -> publisher.getState() == Thread.State.BLOCKED);
                for (ContractPeer member : members) {
                    member.reset();
                }
                for (int i = 0; i < MEMBERS / 2; i++) {
                    members.add(ContractPeer.open(server.uri(), "/chat?name=after-" + i));
                }
                for (int i = 0; i < STRANGERS; i++) {
                    try (ContractPeer stranger = ContractPeer.open(server.uri(), "/echo")) {
                        stranger.send(ContractPeer.TEXT, "hello");
                        assertEquals("hello", stranger.read().text());
                    }
                    assertTrue(page(server, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").startsWith("HTTP/1.1 200 "));
                }
            }
            publisher.join();
            for (ContractPeer member : members.subList(MEMBERS / 2, MEMBERS)) {
                assertEquals("1\tserver\tat last", member.read().text());
            }
            Await.until("the others have left", () -> server.readers() == MEMBERS / 2);
        } finally {
            for (ContractPeer member : members) {
                member.close();
            }
        }
    }

    private static String page(ChatServer server, String request) throws IOException {
        try (ContractPeer peer = ContractPeer.connect(server.uri())) {
            peer.write(request.getBytes(ISO_8859_1));
            return peer.head();
        }
    }

    /** What is announced and does not come: a body, and the rest of a head. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /chat?name=a", "GET /echo", "GET /", "POST /", "GET /nothing"})
    void a_body_that_does_not_come_is_not_waited_for(String request) throws Exception {
        try (ChatServer server = new ChatServer.Settings(PATIENT, atLeast(500)).start(0, new History());
                ContractPeer peer = ContractPeer.connect(server.uri())) {
            String head = peer.request("/", "Content-Length: 5").replace("GET /", request);
            peer.write(head.getBytes(ISO_8859_1));
            String status = peer.head().substring("HTTP/1.1 ".length(), "HTTP/1.1 400".length());
            assertEquals(switch (request) {
                case "GET /" -> "200";
                case "POST /" -> "405";
                case "GET /nothing" -> "404";
                default -> "400";
            }, status);
            while (!peer.ends()) {
                // the body of the response, byte by byte
            }
        }
    }

    @Test
    @Tag("long")
    void a_handshake_that_went_well_has_met_its_deadline() throws Exception {
        Duration deadline = atLeast(300);
        try (ChatServer server = new ChatServer.Settings(PATIENT, deadline).start(0, new History())) {
            ContractListener reader = ContractListener.open(server.uri().resolve("/chat?name=a"), "chat");
            Await.until("it has joined", () -> server.readers() == 1);
            long end = System.nanoTime() + 4 * deadline.toNanos();
            Await.until("four times the deadline", () -> System.nanoTime() > end);
            server.publish("server", "still here?");
            assertEquals("1\tserver\tstill here?", reader.next());
        }
    }

    /** On a busy machine it is more: what is right must come to its end within that time. */
    private static Duration atLeast(int millis) {
        return Duration.ofMillis(Slowness.millis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void the_page_is_for_GET(String method) throws Exception {
        try (ChatServer server = ChatServer.start(0, new History())) {
            String head = page(server, method + " / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertTrue(head.startsWith("HTTP/1.1 405 "), head);
            assertTrue(head.toLowerCase(Locale.ROOT).contains("\r\nallow: get"), head);
        }
    }
}
