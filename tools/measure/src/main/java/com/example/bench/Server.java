package com.example.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.example.tools.measure.Jvm;
import com.example.tools.process.EndsWithInput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** One of the servers, in a JVM of its own, which answers. */
final class Server implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Contender contender;
    private final int port;
    private final Jvm jvm;
    private final double firstAnswerMillis;

    /** Returns when it has answered an opening handshake. */
    Server(Contender contender, Path javaHome, Path logs) throws IOException {
        this(contender, javaHome, logs, UnaryOperator.identity());
    }

    /** @param started what makes of its command the one that starts it */
    Server(Contender contender, Path javaHome, Path logs, UnaryOperator<List<String>> started) throws IOException {
        this.contender = contender;
        port = freePort();
        List<String> main = new ArrayList<>(List.of(EndsWithInput.class.getName()));
        contender.main().forEach(word -> main.add(word.equals("PORT") ? String.valueOf(port) : word));
        long began = System.nanoTime();
        jvm = new Jvm(contender.name(), started.apply(Jvm.command(javaHome, contender.jvm(), main)), false,
                logs.resolve(contender.name() + ".log"));
        while (!answers()) {
            if (!jvm.isAlive() || System.nanoTime() - began > PATIENCE_NANOS) {
                close();
                throw new IOException(contender.name() + " does not start. Its last lines:\n" + jvm.lastErrors());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        firstAnswerMillis = (System.nanoTime() - began) / 1e6;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private boolean answers() {
        String target = contender.echo() == null ? contender.cast() : contender.echo();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(1000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            boolean raw = target.startsWith("tcp:");
            socket.getOutputStream().write((raw ? "HTTP/1.1 101?" : "GET " + target.substring(3) + " HTTP/1.1\r\nHost: "
                    + "127.0.0.1:" + port + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
                    + "dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n").getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readNBytes(12), ISO_8859_1).equals("HTTP/1.1 101");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Where a kind of load goes; null if it does not serve it. */
    URI uri(Shape.Kind kind) {
        String target = contender.target(kind);
        int colon = target == null ? 0 : target.indexOf(':');
        return target == null ? null
                : URI.create(target.substring(0, colon) + "://127.0.0.1:" + port + target.substring(colon + 1));
    }

    double firstAnswerMillis() {
        return firstAnswerMillis;
    }

    Jvm jvm() {
        return jvm;
    }

    @Override
    public void close() {
        jvm.close();
    }
}
