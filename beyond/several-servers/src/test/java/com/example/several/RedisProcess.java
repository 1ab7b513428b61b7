package com.example.several;

import static org.junit.jupiter.api.Assumptions.abort;

import com.github.fppt.jedismock.RedisServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import redis.clients.jedis.HostAndPort;

/** An engine of a test's own, which can be stopped and started again with all that it had confirmed. */
abstract class RedisProcess implements AutoCloseable {

    final int port = freePort();

    /** The redis-server of this machine. Where it is not, the test that needs it is skipped, but never in CI. */
    static RedisProcess real() throws IOException {
        Optional<Path> program = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "redis-server")).filter(Files::isExecutable).findFirst();
        if (program.isEmpty()) {
            if (System.getenv("CI") != null && System.getProperty("os.name").startsWith("Linux")) {
                throw new IllegalStateException("CI must have a Redis: install redis-server.");
            }
            abort("There is no redis-server here: install it to test against the real one.");
        }
        RedisProcess real = new Real(program.orElseThrow());
        real.start();
        return real;
    }

    /** The substitute of the tour. */
    static RedisProcess embedded() throws IOException {
        RedisProcess embedded = new Embedded();
        embedded.start();
        return embedded;
    }

    HostAndPort address() {
        return new HostAndPort("127.0.0.1", port);
    }

    /** How long one XREAD should wait here, in milliseconds. */
    abstract int waitMillis();

    abstract void start() throws IOException;

    /** Ends it as a power cut would. */
    abstract void stop() throws IOException;

    @Override
    public void close() throws IOException {
        stop();
    }

    static int freePort() {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Embedded extends RedisProcess {

        private final RedisServer server;

        Embedded() throws IOException {
            server = new RedisServer(port, InetAddress.getByName("127.0.0.1"));
        }

        @Override
        int waitMillis() {
            return 20;
        }

        @Override
        void start() throws IOException {
            server.start();
        }

        @Override
        void stop() throws IOException {
            if (server.isRunning()) {
                server.stop();
            }
        }
    }

    private static final class Real extends RedisProcess {

        private final Path program;
        private final Path folder = Files.createTempDirectory("redis");
        private Process process;

        Real(Path program) throws IOException {
            this.program = program;
        }

        @Override
        int waitMillis() {
            return 1_000;
        }

        /** With a file of all commands that is on the disk before a command is answered: what is confirmed stays. */
        @Override
        void start() throws IOException {
            process = new ProcessBuilder(program.toString(), "--port", String.valueOf(port), "--bind", "127.0.0.1",
                    "--dir", folder.toString(), "--save", "", "--appendonly", "yes", "--appendfsync", "always")
                    .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
            Await.until("redis-server", this::isUp);
        }

        private boolean isUp() {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        void stop() {
            try {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws IOException {
            stop();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
