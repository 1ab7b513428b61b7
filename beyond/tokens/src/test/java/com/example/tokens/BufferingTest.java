package com.example.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A proxy that buffers, and what mends it. The model gives three tokens and then waits until the reader has them; if
 * they are on their way only when the response is whole, it waits in vain.
 */
class BufferingTest {

    /** The default before nginx 1.30: the response has no chunks, and nginx passes on what fills a buffer. */
    private static final String OLD = "proxy_http_version 1.0;";
    /** Makes nginx deaf to the response's field, as proxies of another make are. */
    private static final String DEAF = OLD + " proxy_ignore_headers X-Accel-Buffering;";
    private static final Duration LONG = Duration.ofSeconds(30);
    /** This alone is waited for in vain, so it is short; where tokens come they come at once. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir
    private Path folder;
    private int port;

    @Test
    void without_a_proxy_tokens_come_at_once() throws Exception {
        assertTrue(comeWhileTheModelWaits(LONG, null));
    }

    @Test
    void behind_the_file_of_the_page_they_come_at_once() throws Exception {
        assertTrue(comeWhileTheModelWaits(LONG, "proxy_http_version 1.1;"));
    }

    @Test
    void a_proxy_that_does_not_know_the_field_gives_all_at_the_end() throws Exception {
        assertFalse(comeWhileTheModelWaits(SHORT, DEAF), "they came at once: this nginx does not buffer");
    }

    @Test
    void the_field_of_the_response_turns_the_buffer_off() throws Exception {
        assertTrue(comeWhileTheModelWaits(LONG, OLD));
    }

    @Test
    void the_setting_of_the_location_turns_it_off_as_well() throws Exception {
        assertTrue(comeWhileTheModelWaits(LONG, DEAF + " proxy_buffering off;"));
    }

    /** @param setting the location's version of HTTP, and what is added to it; null for no proxy at all */
    private boolean comeWhileTheModelWaits(Duration patience, String setting) throws Exception {
        CountDownLatch here = new CountDownLatch(3);
        boolean[] came = new boolean[1];
        Iterator<String> tokens = List.of(" one", " two", " three").iterator();
        Model model = () -> {
            if (tokens.hasNext()) {
                return tokens.next();
            }
            came[0] = here.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        };
        List<String> heard = new ArrayList<>();
        try (Tokens server = new Tokens(0, prompt -> model, LONG)) {
            Process proxy = setting == null ? null : nginx(server, setting);
            try {
                URI address = setting == null ? server.uri() : URI.create("http://127.0.0.1:" + port + "/");
                assertEquals("[DONE]", new Reading(address, token -> {
                    heard.add(token);
                    here.countDown();
                }, LONG).ask("why?"));
            } finally {
                if (proxy != null) {
                    proxy.destroy();
                    proxy.waitFor(10, TimeUnit.SECONDS);
                }
            }
        }
        assertEquals(List.of(" one", " two", " three"), heard, "late or not, all of them come");
        return came[0];
    }

    private Process nginx(Tokens server, String setting) throws IOException {
        Path program = installed();
        port = freePort();
        Files.writeString(folder.resolve("tokens.conf"),
                Files.readString(Path.of("src/main/resources/com/example/tokens/tokens.conf"))
                        .replace("127.0.0.1:8088", "127.0.0.1:" + port)
                        .replace("127.0.0.1:8013", "127.0.0.1:" + server.uri().getPort())
                        .replace("proxy_http_version 1.1;", setting));
        Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid nginx.pid;
                error_log stderr crit;
                events { worker_connections 64; }
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    include tokens.conf;
                }
                """);
        Process process = new ProcessBuilder(program.toString(), "-e", "stderr", "-p", folder + "/", "-c", "nginx.conf")
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        long deadline = System.nanoTime() + LONG.toNanos();
        while (true) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return process;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    process.destroyForcibly();
                    throw new IOException("nginx does not start: " + Files.readString(folder.resolve("log")), e);
                }
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private static Path installed() {
        Optional<Path> nginx = Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"))
                .map(folder -> Path.of(folder, "nginx")).filter(Files::isExecutable).findFirst();
        if (nginx.isEmpty()) {
            if (System.getenv("CI") != null && System.getProperty("os.name").startsWith("Linux")) {
                throw new IllegalStateException("CI must have a proxy: install nginx.");
            }
            abort("There is no nginx here: install it to see a proxy that buffers.");
        }
        return nginx.orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return any.getLocalPort();
        }
    }
}
