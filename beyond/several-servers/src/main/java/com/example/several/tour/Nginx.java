package com.example.several.tour;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An nginx that spreads readers over the servers. It needs no rights, and its folder is gone afterwards. */
public final class Nginx implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Path folder;
    private final Process process;
    private final int port;

    private Nginx(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /** The program; empty where nginx is not installed. */
    public static Optional<Path> installed() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"))
                .map(folder -> Path.of(folder, "nginx")).filter(Files::isExecutable).findFirst();
    }

    /** Starts it with {@code several.conf}, in front of these servers, and waits until it can be connected to. */
    public static Nginx start(Path program, List<URI> servers) throws IOException {
        int port = freePort();
        Path folder = Files.createTempDirectory("nginx");
        Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid nginx.pid;
                error_log stderr crit;
                events { worker_connections 256; }
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    include several.conf;
                }
                """);
        String upstreams = servers.stream().map(server -> "    server 127.0.0.1:" + server.getPort()
                + " max_fails=1 fail_timeout=2s;").collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve("several.conf"), configuration()
                .replaceAll("(?m)^    server 127\\.0\\.0\\.1:8010.*\\R    server 127\\.0\\.0\\.1:8011.*$", upstreams)
                .replace("listen 127.0.0.1:8088", "listen 127.0.0.1:" + port));
        Process process = new ProcessBuilder(program.toString(), "-e", "stderr", "-p", folder + "/", "-c", "nginx.conf")
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        Nginx nginx = new Nginx(folder, process, port);
        try {
            nginx.awaitPort();
            return nginx;
        } catch (IOException | RuntimeException e) {
            nginx.close();
            throw e;
        }
    }

    private static String configuration() throws IOException {
        try (var file = Nginx.class.getResourceAsStream("several.conf")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return any.getLocalPort();
        }
    }

    private void awaitPort() throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("nginx does not start: " + Files.readString(folder.resolve("log")), e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
    }

    /** {@code ws://127.0.0.1:PORT/chat} */
    public URI uri() {
        return URI.create("ws://127.0.0.1:" + port + "/chat");
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
