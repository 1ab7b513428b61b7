package com.example.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.frames.exercise.Slowness;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lesson's server in a JVM of its own, which may open few files, and gets a signal in the end. */
@DisplayName("mvn -q -Dserve: more clients than files, and a goodbye")
@DisabledOnOs(OS.WINDOWS)
@Timeout(240)
@Tag("long")
class ServedLessonTest {

    private static final Pattern PORT = Pattern.compile("localhost:(\\d+)/");
    private static final int FILES = 60;
    private static final int CLIENTS = 130;

    @ParameterizedTest
    @ValueSource(strings = {"threads", "selector"})
    void when_files_have_run_out_and_come_back_clients_are_served_again(String io) throws Exception {
        Process process = start(io);
        try (BufferedReader out = process.inputReader()) {
            URI uri = uri(out);
            List<Socket> crowd = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Socket socket = new Socket();
                crowd.add(socket);
                socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), 60_000);
            }
            read(out, "could not be accepted");
            for (Socket socket : crowd) {
                socket.close();
            }
            try (RawClient client = RawClient.open(uri, "/echo")) {
                client.send(Core.clientFrame(0x81, new byte[] {'x'}));
                assertEquals("81 01 78", Core.hex(client.read(3)));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads", "selector"})
    void a_signal_ends_it_and_each_client_hears_1001(String io) throws Exception {
        Process process = start(io);
        try (BufferedReader out = process.inputReader()) {
            URI uri = uri(out);
            try (RawClient echoed = RawClient.open(uri, "/echo");
                    RawClient member = RawClient.open(uri, "/chat?name=member");
                    Socket silent = new Socket(uri.getHost(), uri.getPort())) {
                process.destroy();
                String goodbye = Core.serverClose(1001, "going away");
                int length = Core.bytes(goodbye).length;
                assertEquals(goodbye, Core.hex(echoed.read(length)));
                assertEquals(goodbye, Core.hex(member.read(length)));
                assertTrue(silent.isConnected(), "and one client has not even asked for anything");
                // No peer answers. It has two seconds; a busy machine has some more.
                assertTrue(Slowness.within(6_000, millis -> process.waitFor(millis, TimeUnit.MILLISECONDS)), "it ends");
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Process start(String io) throws Exception {
        Path classes = Path.of(ChatServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder("sh", "-c", "ulimit -n " + FILES + "; exec \"$0\" \"$@\"", java, "-Dio=" + io, "-cp",
                classes + File.pathSeparator + classes.resolveSibling("resources"), "com.example.frames.Lesson",
                "serve", "0").redirectErrorStream(true).start();
    }

    private static URI uri(BufferedReader out) throws IOException {
        Matcher port = PORT.matcher(read(out, "The room is open"));
        assertTrue(port.find());
        String line = read(out, "Ctrl-C");
        assertTrue(line.contains("ends it"), line);
        return URI.create("ws://127.0.0.1:" + port.group(1) + "/");
    }

    private static String read(BufferedReader out, String part) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains(part)) {
                return line;
            }
        }
        throw new IOException("the server has ended and did not say: " + part);
    }
}
