package com.example.who;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS ends at nginx; who it is, is still decided behind it. */
class BehindNginxTest {

    @TempDir
    private Path folder;

    /** What is done behind the proxy. */
    private interface Trial {

        void on(WhoIsIt server, HttpClient http, int port) throws Exception;
    }

    @Test
    void our_own_page_comes_in_over_wss_and_a_strangers_does_not() throws Exception {
        behind("access_log off;", (server, http, port) -> {
            String cookie = "__Host-token=" + server.login("ann", Duration.ofMinutes(1));
            assertEquals(101, status(http, port, "/cookie", "Cookie", cookie, "Origin", "https://localhost:" + port));
            assertEquals(403, status(http, port, "/cookie", "Cookie", cookie, "Origin", "https://evil.example"));
            assertEquals(401, status(http, port, "/cookie", "Cookie", "__Host-token=nonsense", "Origin",
                    "https://localhost:" + port));
        });
    }

    /** The proxy's usual log has the ticket: one who reads it there comes too late. */
    @Test
    void a_ticket_out_of_the_proxys_log_is_no_longer_good() throws Exception {
        behind("access_log access.log;", (server, http, port) -> {
            String ticket = http.send(HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/tickets"))
                    .header("Authorization", "Bearer " + server.login("ann", Duration.ofMinutes(1)))
                    .timeout(Duration.ofSeconds(30)).POST(HttpRequest.BodyPublishers.noBody()).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
            assertEquals(101, status(http, port, "/ticket?ticket=" + ticket));
            Matcher logged = Pattern.compile("ticket=(\\S+)").matcher("");
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!logged.reset(Files.readString(folder.resolve("access.log"))).find()) {
                assertTrue(System.nanoTime() < deadline, "the log has no ticket");
                LockSupport.parkNanos(10_000_000);
            }
            assertEquals(ticket, logged.group(1), "it is in the log as it was");
            assertEquals(401, status(http, port, "/ticket?ticket=" + logged.group(1)));
        });
    }

    private void behind(String log, Trial trial) throws Exception {
        Path program = nginx();
        int port = freePort();
        try (Certificate certificate = new Certificate();
                WhoIsIt server = new WhoIsIt(null, Duration.ofMinutes(1), Clock.systemUTC())) {
            certificate.writePem(folder);
            String conf = Files.readString(Path.of("src/main/resources/com/example/who/wss.conf"))
                    .replace("access_log off;", log)
                    .replace("127.0.0.1:8443", "127.0.0.1:" + port)
                    .replace("127.0.0.1:8012", "127.0.0.1:" + server.port());
            Files.writeString(folder.resolve("wss.conf"), conf);
            Files.writeString(folder.resolve("nginx.conf"), """
                    daemon off;
                    master_process off;
                    pid nginx.pid;
                    error_log stderr crit;
                    events { worker_connections 64; }
                    http {
                        client_body_temp_path body;
                        proxy_temp_path proxy;
                        fastcgi_temp_path fastcgi;
                        uwsgi_temp_path uwsgi;
                        scgi_temp_path scgi;
                        include wss.conf;
                    }
                    """);
            Process process = new ProcessBuilder(program.toString(), "-e", "stderr", "-p", folder + "/", "-c",
                    "nginx.conf").redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
            try {
                awaitPort(port, process);
                HttpClient http = HttpClient.newBuilder().sslContext(certificate.trust()).build();
                trial.on(server, http, port);
            } finally {
                process.destroy();
                process.waitFor(10, TimeUnit.SECONDS);
            }
        }
    }

    private static int status(HttpClient http, int port, String path, String... fields) {
        WebSocket.Builder builder = http.newWebSocketBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            builder.header(fields[i], fields[i + 1]);
        }
        try {
            builder.buildAsync(URI.create("wss://localhost:" + port + path), new WebSocket.Listener() { })
                    .join().abort();
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    private static Path nginx() {
        Optional<Path> nginx = Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"))
                .map(folder -> Path.of(folder, "nginx")).filter(Files::isExecutable).findFirst();
        if (nginx.isEmpty()) {
            if (System.getenv("CI") != null && System.getProperty("os.name").startsWith("Linux")) {
                throw new IllegalStateException("CI must have a proxy: install nginx.");
            }
            abort("There is no nginx here: install it to test TLS at a proxy.");
        }
        return nginx.orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return any.getLocalPort();
        }
    }

    private void awaitPort(int port, Process process) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException e) {
                assertTrue(process.isAlive() && System.nanoTime() < deadline,
                        "nginx does not start: " + Files.readString(folder.resolve("log")));
                LockSupport.parkNanos(10_000_000);
            }
        }
    }
}
