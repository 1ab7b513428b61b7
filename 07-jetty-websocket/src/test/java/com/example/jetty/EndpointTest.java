package com.example.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.jetty.websocket.api.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What each endpoint owes to Jetty")
class EndpointTest {

    private static final Logger LOGGER = Logger.getLogger(Endpoint.class.getName());

    private final List<LogRecord> logged = new ArrayList<>();
    private final Handler remember = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry);
        }

        @Override
        public void flush() {
            // nothing is buffered
        }

        @Override
        public void close() {
            // nothing is open
        }
    };
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void listen() {
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(remember);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.removeHandler(remember);
        LOGGER.setUseParentHandlers(true);
    }

    /** Our own bug, for once on purpose: before, or after, the message is done with. */
    public static final class Failing extends Endpoint {

        private final boolean late;

        Failing(boolean late) {
            this.late = late;
        }

        @Override
        void text(String text, Callback done) {
            if (late) {
                done.succeed();
            }
            throw new IllegalStateException("user 17 is not in table customers");
        }

        @Override
        void binary(ByteBuffer data, Callback done) {
            text("", done);
        }
    }

    /** Jetty's callback, which only remembers. */
    private Callback jettys() {
        return Callback.from(() -> told.add("succeed"), cause -> told.add("fail " + cause.getMessage()));
    }

    private <E extends Endpoint> E open(E endpoint, SessionOf.Sends sends) {
        endpoint.onWebSocketOpen(SessionOf.remembering(told, sends));
        told.clear();
        return endpoint;
    }

    @Test
    void a_bug_becomes_1011_without_its_message_and_is_logged() {
        open(new Failing(false), SessionOf.Sends.WELL).onWebSocketText("hello");
        assertEquals(List.of("close 1011 internal error", "demand"), told);
        assertEquals(1, logged.size());
        assertEquals(Level.SEVERE, logged.get(0).getLevel());
        assertEquals("user 17 is not in table customers", logged.get(0).getThrown().getMessage());
    }

    @Test
    void a_bug_gives_the_buffer_back() {
        open(new Failing(false), SessionOf.Sends.WELL).onWebSocketBinary(ByteBuffer.allocate(3), jettys());
        assertEquals(List.of("close 1011 internal error", "succeed", "demand"), told);
    }

    @Test
    void a_bug_gives_the_buffer_back_when_its_Close_cannot_be_sent_either() {
        open(new Failing(false), SessionOf.Sends.BADLY).onWebSocketBinary(ByteBuffer.allocate(3), jettys());
        assertEquals(List.of("close 1011 internal error", "disconnect", "fail Broken pipe"), told);
    }

    @Test
    void a_bug_after_the_message_is_done_with_completes_nothing_twice() {
        open(new Failing(true), SessionOf.Sends.WELL).onWebSocketBinary(ByteBuffer.allocate(3), jettys());
        assertEquals(List.of("succeed", "demand", "close 1011 internal error"), told);
    }

    @Test
    void an_echo_that_cannot_be_sent_ends_the_connection_and_gives_the_buffer_back() {
        EchoEndpoint echo = open(new EchoEndpoint(), SessionOf.Sends.BADLY);
        echo.onWebSocketBinary(ByteBuffer.allocate(3), jettys());
        assertEquals(List.of("sendBinary", "disconnect", "fail Broken pipe"), told);
        told.clear();
        echo.onWebSocketText("hello");
        assertEquals(List.of("sendText", "disconnect"), told);
    }

    @Test
    void an_echo_asks_for_the_next_message_when_it_has_been_sent() {
        EchoEndpoint echo = open(new EchoEndpoint(), SessionOf.Sends.WELL);
        echo.onWebSocketBinary(ByteBuffer.allocate(3), jettys());
        assertEquals(List.of("sendBinary", "succeed", "demand"), told);
        open(new EchoEndpoint(), SessionOf.Sends.NEVER).onWebSocketBinary(ByteBuffer.allocate(3), jettys());
        assertEquals(List.of("sendBinary"), told);
    }

    @Test
    void the_room_gives_back_the_buffer_of_the_binary_data_that_it_refuses() {
        for (SessionOf.Sends sends : List.of(SessionOf.Sends.WELL, SessionOf.Sends.BADLY)) {
            Endpoint member = open(new Room(new History()).member("ann", 0), sends);
            member.onWebSocketBinary(ByteBuffer.allocate(3), jettys());
            assertEquals(sends == SessionOf.Sends.WELL
                    ? List.of("close 1003 the room takes text only", "succeed", "demand")
                    : List.of("close 1003 the room takes text only", "disconnect", "fail Broken pipe"), told);
            told.clear();
        }
    }

    @Test
    void a_Close_is_answered_even_if_the_endpoint_fails() {
        Endpoint endpoint = new Endpoint() {
            @Override
            void text(String text, Callback done) {
                done.succeed();
            }

            @Override
            void binary(ByteBuffer data, Callback done) {
                done.succeed();
            }

            @Override
            void closed() {
                throw new IllegalStateException("user 17 is not in table customers");
            }
        };
        assertThrows(IllegalStateException.class, () -> endpoint.onWebSocketClose(1000, "", jettys()));
        assertEquals(List.of("succeed"), told);
    }
}
