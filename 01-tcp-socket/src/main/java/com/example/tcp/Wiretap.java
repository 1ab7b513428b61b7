package com.example.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A relay between a client and a server that changes nothing, and prints what passes: the time, the
 * connection, the direction, the number of bytes, and the bytes as text, or in hexadecimal where they are not text.
 *
 * <p>It needs nothing else, and nothing built. With a server on port 8002, this lets you connect to 9002 and look:
 * <pre>java 01-tcp-socket/src/main/java/com/example/tcp/Wiretap.java 9002 8002</pre>
 */
public final class Wiretap implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final int BYTES_SHOWN = 512;
    private static final int HEX_PER_LINE = 16;
    private static final int CONNECT_WITHIN_MILLIS = 5_000;
    private static final long PAUSE_MILLIS = 50;

    static {
        LocalTime.now();    // the first one of a JVM opens a file: now, and not when no more files can be opened
    }

    private final ServerSocket listener;
    private final InetSocketAddress server;
    private final PrintStream out;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong up = new AtomicLong();
    private final AtomicLong down = new AtomicLong();

    private Wiretap(ServerSocket listener, InetSocketAddress server, PrintStream out) {
        this.listener = listener;
        this.server = server;
        this.out = out;
    }

    /** Two port numbers: where to listen, and where the server is. Runs until Ctrl-C. */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: java Wiretap.java LISTEN_PORT SERVER_PORT");
            System.exit(2);
        }
        for (String port : args) {
            if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
                System.err.println(port + " is no port: a port is a number from 0 to 65535");
                System.exit(2);
            }
        }
        InetSocketAddress server = new InetSocketAddress(LOOPBACK, Integer.parseInt(args[1]));
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        Wiretap tap = start(Integer.parseInt(args[0]), server, out);
        out.println("connect to port " + tap.address().getPort() + "; >> goes to the server on port " + args[1]
                + ", << comes back");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> out.println(tap.totals()), "wiretap-totals"));
    }

    /** Listens on the loopback (port 0: any free one) and relays each connection to the server, printing to out. */
    public static Wiretap start(int port, InetSocketAddress server, PrintStream out) throws IOException {
        ServerSocket listener = new ServerSocket(port, 50, InetAddress.getByName(LOOPBACK));
        Wiretap tap = new Wiretap(listener, server, out);
        new Thread(tap::accept, "wiretap-accept").start();
        return tap;
    }

    /** Where to connect to. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** True when no connection is open. */
    public boolean isIdle() {
        return open.isEmpty();
    }

    /** What has passed so far, in one line. */
    public String totals() {
        return connections + " connections, " + up + " bytes to the server, " + down + " bytes back";
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                relay(listener.accept(), connections.incrementAndGet());
            } catch (IOException | RuntimeException | Error e) {    // an error: no thread can be started, say
                if (!listener.isClosed()) {
                    print("-- " + e.getMessage());
                    pause();
                }
            }
        }
    }

    /** A loop of accepts that fail at once must not take a whole core. */
    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void relay(Socket client, int number) throws IOException {
        Socket peer = new Socket();
        try {
            peer.connect(server, CONNECT_WITHIN_MILLIS);
            open.add(client);
            open.add(peer);
            print("#" + number + " -- connected");
            AtomicInteger sides = new AtomicInteger(2);
            new Thread(() -> copy(client, peer, "#" + number + " >> ", up, sides), "wiretap-up-" + number).start();
            new Thread(() -> copy(peer, client, "#" + number + " << ", down, sides), "wiretap-down-" + number).start();
        } catch (IOException e) {
            close(client);
            close(peer);
            throw new IOException("#" + number + " no connection to " + server + ": " + e.getMessage());
        } catch (RuntimeException | Error e) {
            close(client);
            close(peer);
            throw e;
        }
    }

    // tag::copy[]
    /**
     * Prints one direction of a connection, and passes it on, up to its end. What is read is what TCP delivered: its
     * cuts are shown as they came.
     */
    private void copy(Socket from, Socket to, String label, AtomicLong total, AtomicInteger sides) {
        byte[] buffer = new byte[16 * 1024];
        long sum = 0;
        try {
            from.setTcpNoDelay(true);
            InputStream in = from.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sum += n;
                total.addAndGet(n);
                print(label + n + " bytes" + show(buffer, n));
                to.getOutputStream().write(buffer, 0, n);
            }
            print(label + "end of stream after " + sum + " bytes");
            to.shutdownOutput();                          // pass the half-close on: the other direction may go on
        } catch (IOException e) {
            print(label + e.getMessage() + " after " + sum + " bytes");
            sides.set(1);                                 // a reset ends both directions
        }
        if (sides.decrementAndGet() == 0) {
            close(from);
            close(to);
        }
    }
    // end::copy[]

    private synchronized void print(String line) {
        out.println(LocalTime.now().format(TIME) + " " + line);
    }

    private static String show(byte[] bytes, int n) {
        int shown = Math.min(n, BYTES_SHOWN);
        String text = new String(bytes, 0, shown, UTF_8);
        boolean isText = text.chars().noneMatch(c -> c == 0xFFFD || Character.isISOControl(c)
                && "\r\n\t".indexOf(c) < 0);
        StringBuilder lines = new StringBuilder();
        if (isText) {
            for (String line : text.split("(?<=\n)")) {
                lines.append("\n    ").append(line.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t"));
            }
        } else {
            for (int i = 0; i < shown; i++) {
                lines.append(i % HEX_PER_LINE == 0 ? "\n    " : " ").append(String.format("%02x", bytes[i]));
            }
        }
        return lines + (shown < n ? "\n    ... and " + (n - shown) + " more" : "");
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            print("-- closing failed: " + e.getMessage());
        }
    }

    /** Stops listening and cuts every connection. */
    @Override
    public void close() throws IOException {
        listener.close();
        open.forEach(this::close);
    }
}
