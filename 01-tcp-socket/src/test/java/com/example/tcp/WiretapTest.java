package com.example.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tcp.exercise.Slowness;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Wiretap")
class WiretapTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private ServerSocket server;
    private Wiretap tap;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        server.setSoTimeout(Slowness.millis(5_000));
        tap = Wiretap.start(0, (InetSocketAddress) server.getLocalSocketAddress(),
                new PrintStream(printed, true, UTF_8));
    }

    @AfterEach
    void stop() throws IOException {
        tap.close();
        server.close();
        Await.noThreadsLeft();
    }

    @Test
    void changes_nothing_in_either_direction() throws Exception {
        byte[] up = random(1, 300_000);
        byte[] down = random(2, 300_000);
        try (Socket client = connect(); Socket accepted = server.accept()) {
            assertArrayEquals(up, sent(up, client, accepted));
            assertArrayEquals(down, sent(down, accepted, client));
        }
        assertEquals("1 connections, 300000 bytes to the server, 300000 bytes back", tap.totals());
    }

    @Test
    void prints_text_as_text_and_bytes_as_hexadecimal() throws Exception {
        try (Socket client = connect(); Socket accepted = server.accept()) {
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
            accepted.getInputStream().readNBytes(27);
            accepted.getOutputStream().write(new byte[] {(byte) 0x81, 5, 'H', 'e', 'l', 'l', 'o'});
            client.getInputStream().readNBytes(7);
        }
        Await.until(this::printed, tap::isIdle);
        assertTrue(printed().contains("#1 >> 27 bytes\n    GET / HTTP/1.1\\r\\n\n    Host: a\\r\\n\n    \\r\\n\n"),
                printed());
        assertTrue(printed().contains("#1 << 7 bytes\n    81 05 48 65 6c 6c 6f\n"), printed());
    }

    @Test
    void passes_a_half_close_on() throws Exception {
        try (Socket client = connect(); Socket accepted = server.accept()) {
            client.shutdownOutput();
            assertEquals(-1, accepted.getInputStream().read());
            accepted.getOutputStream().write("later".getBytes(UTF_8));
            accepted.close();
            assertEquals("later", new String(client.getInputStream().readAllBytes(), UTF_8));
        }
        Await.until(this::printed, tap::isIdle);
        assertTrue(printed().contains(">> end of stream after 0 bytes"), printed());
        assertTrue(printed().contains("<< end of stream after 5 bytes"), printed());
    }

    @Test
    void ends_both_directions_after_a_reset() throws Exception {
        try (Socket client = connect(); Socket accepted = server.accept()) {
            client.setSoLinger(true, 0);
            client.close();
            accepted.setSoTimeout(Slowness.millis(5_000));
            assertEquals(-1, accepted.getInputStream().read());
        }
        Await.until(this::printed, tap::isIdle);
    }

    @Test
    void says_that_there_is_no_server() throws Exception {
        server.close();
        try (Socket client = connect()) {
            client.setSoTimeout(Slowness.millis(5_000));
            assertEquals(-1, client.getInputStream().read());
        }
        Await.until(this::printed, () -> printed().contains("#1 no connection to"));
    }

    @Test
    @Tag("long")
    void runs_alone_with_nothing_built() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path source = Path.of("src/main/java/com/example/tcp/Wiretap.java");
        ProcessBuilder builder = new ProcessBuilder(java.toString(), source.toString(), "0",
                "" + server.getLocalPort());
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");    // it starts in half the time
        Process process = builder.start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            String first = out.readLine();
            assertTrue(first.startsWith("connect to port "), first);
            int port = Integer.parseInt(first.replaceAll("connect to port (\\d+);.*", "$1"));
            try (Socket client = new Socket(InetAddress.getByName("127.0.0.1"), port);
                    Socket accepted = server.accept()) {
                client.getOutputStream().write("hi\n".getBytes(UTF_8));
                assertEquals("hi\n", new String(accepted.getInputStream().readNBytes(3), UTF_8));
                assertTrue(out.readLine().endsWith("#1 -- connected"));
                assertTrue(out.readLine().endsWith("#1 >> 3 bytes"));
                assertEquals("    hi\\n", out.readLine());
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static byte[] sent(byte[] bytes, Socket from, Socket to) throws Exception {
        Thread writer = new Thread(() -> {
            try {
                from.getOutputStream().write(bytes);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }, "writer");
        writer.start();
        to.setSoTimeout(Slowness.millis(5_000));
        byte[] arrived = to.getInputStream().readNBytes(bytes.length);
        writer.join();
        return arrived;
    }

    private Socket connect() throws IOException {
        return new Socket(tap.address().getAddress(), tap.address().getPort());
    }

    private String printed() {
        return printed.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static byte[] random(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
