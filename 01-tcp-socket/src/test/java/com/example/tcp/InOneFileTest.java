package com.example.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What goes wrong in the one file and right in the lesson: each test is a row of the README's table. */
@DisplayName("What the one file lacks")
class InOneFileTest {

    private ServerSocket listener;
    private InetSocketAddress oneFile;
    private ChatServer server;
    private final List<RawClient> clients = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        listener = new InOneFile().start(0);
        oneFile = new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
        server = ChatServer.start(0);
    }

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        listener.close();
        server.close();
    }

    private RawClient connect(InetSocketAddress room) throws IOException {
        RawClient client = new RawClient(room);
        clients.add(client);
        return client;
    }

    /** Joins, and has heard its own first line: it is in. */
    private RawClient join(InetSocketAddress room, String name) throws IOException {
        RawClient client = connect(room).send(room == oneFile ? "" : name + "\n").send(name + " is here\n");
        String line = client.line();
        while (!line.endsWith(name + " is here")) {
            line = client.line();
        }
        return client;
    }

    @Test
    void one_that_comes_back_does_not_hear_what_it_has_missed() throws IOException {
        RawClient ann = join(oneFile, "ann");
        ann.send("bob is away\n");
        assertEquals("bob is away", ann.line());
        RawClient bob = connect(oneFile).send("I am back\n");
        assertEquals("I am back", bob.line(), "and nothing of what was said before");

        RawClient carl = join(server.address(), "carl");
        carl.send("dora is away\n");
        assertEquals("2\tcarl\tdora is away", carl.line());
        assertEquals("2\tcarl\tdora is away", connect(server.address()).send("dora\t1\n").line());
    }

    @Test
    void one_that_does_not_read_stops_all_others() throws IOException {
        RawClient deaf = new RawClient(oneFile, 1024);
        clients.add(deaf);
        RawClient ann = join(oneFile, "ann");
        ann.socket.setSoTimeout(300);
        assertThrows(SocketTimeoutException.class, () -> {
            String line = "x".repeat(100_000);      // 16 MB in all, more than the buffers of two sockets hold
            for (int said = 0; said < 160; said++) {
                assertEquals(line, ann.send(line + "\n").line());
            }
        });

        RawClient deafToo = new RawClient(server.address(), 1024);
        clients.add(deafToo);
        deafToo.send("deaf\n");
        RawClient carl = join(server.address(), "carl");
        Await.until(() -> "readers: " + server.readers(), () -> server.readers() == 2);
        while (server.readers() == 2) {
            talk(carl);
        }
        talk(carl);
    }

    /** Says twenty lines, about 20 KB, and hears them. */
    private static void talk(RawClient client) throws IOException {
        client.send(("x".repeat(990) + "\n").repeat(20));
        for (int line = 0; line < 20; line++) {
            assertTrue(client.line().endsWith("xxx"));
        }
    }

    @Test
    void half_a_line_is_passed_on_as_a_line() throws IOException {
        RawClient ann = join(oneFile, "ann");
        connect(oneFile).send("pay 100").socket.shutdownOutput();               // it wanted to say 1000
        assertEquals("pay 100", ann.line());

        join(server.address(), "carl");
        RawClient dora = connect(server.address()).send("dora\t1\npay 100");
        dora.socket.shutdownOutput();
        assertEquals("! the stream ended inside a line", dora.line());
    }

    @Test
    void bytes_that_are_no_text_become_question_marks() throws IOException {
        RawClient ann = join(oneFile, "ann");
        ann.send((byte) 0xFF, (byte) '\n');
        assertEquals("\uFFFD", ann.line());

        RawClient carl = join(server.address(), "carl");
        carl.send((byte) 0xFF, (byte) '\n');
        assertEquals("! a line must be UTF-8", carl.line());
    }

    @Test
    void a_line_without_an_end_fills_the_memory() throws IOException {
        RawClient ann = join(oneFile, "ann");
        ann.send("x".repeat(1 << 20)).send("\n");
        assertEquals(1 << 20, ann.line().length(), "kept until its line feed came, and then sent to all");

        RawClient carl = join(server.address(), "carl");
        carl.send("x".repeat(5_000));
        assertEquals("! a line is at most 1000 characters", carl.line());
    }

    @Test
    void two_that_speak_at_once_cannot_be_told_apart() throws IOException {
        RawClient ann = join(oneFile, "ann");
        RawClient bob = connect(oneFile).send("ann: I owe bob a thousand\n");
        assertEquals("ann: I owe bob a thousand", ann.line());
        assertEquals("ann: I owe bob a thousand", bob.line(), "the server does not say whose line it is");

        RawClient carl = join(server.address(), "carl");
        connect(server.address()).send("dora\t1\ncarl: I owe dora a thousand\n");
        assertEquals("2\tdora\tcarl: I owe dora a thousand", carl.line());
    }

    /** In the lesson it is an error like any other: NoMoreFilesTest of the tools takes the file descriptors away. */
    @Test
    void one_failed_accept_closes_the_room_to_all_who_come_later() throws IOException {
        Await.until(() -> "no thread waits in accept", () -> accepting().anyMatch(thread -> thread.getValue().length > 0
                && thread.getValue()[0].getClassName().equals("sun.nio.ch.Net")));
        listener.setSoTimeout(1);                   // the accept after this one fails
        join(oneFile, "ann");
        Await.until(() -> "the room still accepts", () -> accepting().findAny().isEmpty());
        RawClient bob = connect(oneFile).send("hello\n");
        bob.socket.setSoTimeout(300);
        assertThrows(SocketTimeoutException.class, bob::line);
    }

    private static Stream<Map.Entry<Thread, StackTraceElement[]>> accepting() {
        return Thread.getAllStackTraces().entrySet().stream().filter(one -> one.getKey().getName().equals("accept"));
    }

    /** The lesson's room says goodbye: {@code ChatServerTest#closes_every_connection_and_its_port}. */
    @Test
    void closing_the_room_leaves_its_clients_connected() throws IOException {
        RawClient ann = join(oneFile, "ann");
        listener.close();
        ann.send("still here\n");
        assertEquals("still here", ann.line());
    }
}
