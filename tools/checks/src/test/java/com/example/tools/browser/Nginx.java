package com.example.tools.browser;

import static org.junit.jupiter.api.Assumptions.abort;

import com.example.tools.process.Child;
import com.example.tools.process.Trees;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * An nginx of the test's own, on the loopback, with one file of a lesson as its configuration. It needs no rights, and
 * writes into a folder that is gone afterwards.
 */
final class Nginx implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** What is around a file of {@code /etc/nginx/conf.d}; one process, so that to end it ends all. */
    private static final String AROUND = """
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log stderr warn;
            events { worker_connections 256; }
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                include room.conf;
            }
            """;

    private final Path folder;
    private final Child child;
    private final int port;

    private Nginx(Path folder, Child child, int port) {
        this.folder = folder;
        this.child = child;
        this.port = port;
    }

    /** Where nginx is not, the test that needs it is skipped, but never in CI. */
    static Path installed() {
        Optional<Path> nginx = Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"))
                .map(folder -> Path.of(folder, "nginx")).filter(Files::isExecutable).findFirst();
        if (nginx.isEmpty()) {
            if (System.getenv("CI") != null) {
                throw new IllegalStateException("CI must have a proxy: install nginx.");
            }
            abort("There is no nginx here: install it to test the rooms behind a proxy.");
        }
        return nginx.orElseThrow();
    }

    /**
     * Starts, and waits until a client can connect.
     *
     * @param port where the configuration listens, on the loopback
     */
    static Nginx start(String configuration, int port) throws IOException {
        Path program = installed();
        Path folder = Files.createTempDirectory("nginx");
        Files.writeString(folder.resolve("nginx.conf"), AROUND);
        Files.writeString(folder.resolve("room.conf"), configuration);
        Child child = Child.start(new ProcessBuilder(program.toString(), "-e", "stderr", "-p", folder + "/", "-c",
                "nginx.conf").redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()));
        Nginx nginx = new Nginx(folder, child, port);
        try {
            nginx.awaitPort();
            return nginx;
        } catch (IOException | RuntimeException e) {
            nginx.close();
            throw e;
        }
    }

    /** A port that is free at this moment. */
    static int freePort() throws IOException {
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
                if (!child.process().isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("nginx does not start:\n" + log(), e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
    }

    int port() {
        return port;
    }

    /** What it has said so far: warnings and errors. */
    String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    @Override
    public void close() throws IOException {
        child.process().destroy();
        child.close();
        Trees.delete(folder);
    }
}
