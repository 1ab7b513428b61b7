package com.example.tcp;

import static com.example.tcp.Tour.await;
import static com.example.tcp.Tour.heading;
import static com.example.tcp.Tour.say;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** The first part of the tour: the life of a server socket and of a client socket, step by step, with real values. */
final class SocketLife {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private SocketLife() {
    }

    static void tell() throws Exception {
        try (ServerSocket listener = createBindListen()) {
            portHasOneOwner(listener);
            connectWaits();
            threeWaysOut();
            newSocket(listener);
            oneWriteIsNotOneRead(listener);
            endOfStreamAndReset(listener);
            closedStaysClosed(listener);
        }
    }

    // tag::bind[]
    /** The states of a server socket: created, bound, listening. */
    private static ServerSocket createBindListen() throws IOException {
        heading("1. The server's socket: create, bind, listen");
        ServerSocket listener = new ServerSocket();
        say("create   bound: " + listener.isBound() + ", port: " + listener.getLocalPort());
        listener.bind(new InetSocketAddress(LOOPBACK, 0));
        say("bind     bound: " + listener.isBound() + ", address: " + listener.getLocalSocketAddress());
        say("listen   Java does it inside bind: from now on the operating system takes connections in");
        return listener;
    }
    // end::bind[]

    private static void portHasOneOwner(ServerSocket listener) throws IOException {
        heading("2. A port has one owner");
        try (ServerSocket second = new ServerSocket()) {
            second.bind(listener.getLocalSocketAddress());
        } catch (IOException e) {
            say("a second socket binds to " + listener.getLocalSocketAddress() + ": " + told(e));
        }
    }

    private static void connectWaits() throws IOException {
        heading("3. The client's socket: create, connect");
        int freed = freePort();
        try (Socket client = new Socket()) {
            client.connect(new InetSocketAddress(LOOPBACK, freed), 300);
        } catch (IOException e) {
            say("no program listens on localhost:" + freed + " => " + told(e));
        }
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket busy = new ServerSocket(0, 1, LOOPBACK)) {
            say("a server with a queue for one connection, that never calls accept:");
            for (int i = 1; i <= 10; i++) {
                Socket client = new Socket();
                waiting.add(client);
                long start = System.nanoTime();
                try {
                    client.connect(busy.getLocalSocketAddress(), 300);
                    say("connect " + i + " returned after " + millis(start) + ": the operating system said yes");
                } catch (IOException e) {
                    say("connect " + i + " waited for " + millis(start) + " and gave up: " + told(e));
                    break;
                }
            }
        } finally {
            for (Socket client : waiting) {
                client.close();
            }
        }
    }

    // tag::three-ways[]
    /** What ends the wait in {@code accept}: a request, an error, a close. */
    private static void threeWaysOut() throws Exception {
        heading("4. Three ways out of the wait in accept");
        try (ServerSocket listener = new ServerSocket(0, 50, LOOPBACK)) {
            FutureTask<Socket> accept = waiting(listener::accept);
            try (Socket client = new Socket(LOOPBACK, listener.getLocalPort()); Socket accepted = accept.get()) {
                say("a request   accept returned a socket for " + accepted.getRemoteSocketAddress());
            }

            listener.setSoTimeout(200);
            try (Socket none = listener.accept()) {
                say("unexpected: " + none);
            } catch (SocketTimeoutException e) {
                say("an error    " + told(e) + " (we had asked for 200 ms at most)");
            }

            listener.setSoTimeout(0);
            accept = waiting(() -> {
                try {
                    return listener.accept();
                } catch (SocketException e) {
                    say("a close     " + told(e) + " (another thread closed the listening socket)");
                    return null;
                }
            });
            listener.close();
            accept.get();
        }
    }
    // end::three-ways[]

    // tag::new-socket[]
    /** {@code accept} returns a new socket that knows the client; the old one still listens. */
    private static void newSocket(ServerSocket listener) throws IOException {
        heading("5. accept gives a NEW socket; the listening one goes back to listening");
        try (Socket client = new Socket(LOOPBACK, listener.getLocalPort()); Socket accepted = listener.accept()) {
            say("the client   local " + client.getLocalSocketAddress() + ", remote " + client.getRemoteSocketAddress());
            say("the new one  local " + accepted.getLocalSocketAddress() + ", remote "
                    + accepted.getRemoteSocketAddress());
            say("the listener is still bound: " + listener.isBound() + ", closed: " + listener.isClosed());
        }
    }
    // end::new-socket[]

    // tag::one-write[]
    /** Three writes are one read, and one write is many reads. */
    private static void oneWriteIsNotOneRead(ServerSocket listener) throws Exception {
        heading("6. One write is not one read");
        try (Socket client = new Socket(LOOPBACK, listener.getLocalPort()); Socket accepted = listener.accept()) {
            client.setTcpNoDelay(true);
            for (String part : List.of("one", "two", "three")) {
                client.getOutputStream().write(part.getBytes(UTF_8));
            }
            InputStream in = accepted.getInputStream();
            await("11 bytes have arrived", () -> available(in) == 11);
            byte[] buffer = new byte[64 * 1024];
            int n = in.read(buffer);
            say("3 writes, 1 read: " + n + " bytes, \"" + new String(buffer, 0, n, UTF_8) + "\"");

            FutureTask<Void> write = waiting(() -> {
                client.getOutputStream().write(new byte[1_000_000]);
                client.shutdownOutput();
                return null;
            });
            int reads = 0;
            int sum = 0;
            for (n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                reads++;
                sum += n;
            }
            write.get();
            String counted = reads > 1 ? "many reads" : "one read";
            say("1 write of 1,000,000 bytes, " + counted + ": " + sum + " bytes in all");
        }
    }
    // end::one-write[]

    // tag::end[]
    /** Half-close, end of stream and reset, as the other side sees them. */
    private static void endOfStreamAndReset(ServerSocket listener) throws IOException {
        heading("7. Three ways in which it ends: half-close, end of stream, reset");
        try (Socket client = new Socket(LOOPBACK, listener.getLocalPort()); Socket accepted = listener.accept()) {
            client.getOutputStream().write("my last words".getBytes(UTF_8));
            client.shutdownOutput();
            InputStream in = accepted.getInputStream();
            say("the client closes its half; the server reads \"" + new String(in.readAllBytes(), UTF_8)
                    + "\", then end of stream: read() = " + in.read());
            accepted.getOutputStream().write("I can still answer".getBytes(UTF_8));
            accepted.close();
            say("the other half is open: the client reads \""
                    + new String(client.getInputStream().readAllBytes(), UTF_8) + "\"");
        }
        try (Socket client = new Socket(LOOPBACK, listener.getLocalPort()); Socket accepted = listener.accept()) {
            client.setSoLinger(true, 0);
            client.close();
            say("a client that vanishes (reset): read() = " + accepted.getInputStream().read());
        } catch (IOException e) {
            say("a client that vanishes (reset): " + told(e));
        }
    }
    // end::end[]

    private static void closedStaysClosed(ServerSocket listener) throws IOException {
        heading("8. A closed socket stays closed");
        Socket client = new Socket();
        client.close();
        try {
            client.connect(listener.getLocalSocketAddress(), 300);
        } catch (IOException e) {
            say("connect again: " + told(e));
        }
        try (Socket fresh = new Socket(LOOPBACK, listener.getLocalPort()); Socket accepted = listener.accept()) {
            say("a new socket connects: " + fresh.isConnected() + ", from port " + fresh.getLocalPort());
        }
    }

    /** Starts the work on a thread of its own, and returns once that thread waits in a system call. */
    private static <T> FutureTask<T> waiting(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "lesson-waiting");
        thread.start();
        await("the thread waits in the operating system", () -> task.isDone() || inSocket(thread.getStackTrace()));
        return task;
    }

    /** In a system call of a socket: a thread that still starts may be in another one. */
    private static boolean inSocket(StackTraceElement[] stack) {
        return stack.length > 0 && stack[0].isNativeMethod()
                && Stream.of(stack).anyMatch(frame -> frame.getClassName().equals("sun.nio.ch.NioSocketImpl"));
    }

    private static int available(InputStream in) {
        try {
            return in.available();
        } catch (IOException e) {
            return -1;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, LOOPBACK)) {
            return any.getLocalPort();
        }
    }

    private static String millis(long start) {
        return (System.nanoTime() - start) / 1_000_000 + " ms";
    }

    private static String told(Exception e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
