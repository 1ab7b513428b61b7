package com.example.tools.sidebyside;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One address for all lessons: {@code /06/chat} here is {@code /chat} at lesson 06. Of a request only its head is
 * looked at; then bytes go both ways as they come, so that long answers, streams and WebSockets pass like any other.
 * Host and Origin stay as the browser wrote them: whether they are right is for the lesson to judge, as always.
 *
 * <p>A connection carries one request: each goes to a lesson of its own, so the head is told {@code Connection: close}.
 */
final class Gateway implements AutoCloseable {

    private static final Pattern REQUEST_LINE =
            Pattern.compile("(?<method>[A-Z]+) (?<target>/[^ \\r\\n]*) HTTP/1\\.1\r\n");
    private static final Pattern AT_A_LESSON = Pattern.compile("/(?<lesson>[0-9]{2})(?<target>/.*)");
    private static final Pattern CONNECTION = Pattern.compile("(?im)^(connection|keep-alive):.*\r\n");
    private static final Pattern UPGRADE = Pattern.compile("(?im)^upgrade:");
    private static final int MAX_HEAD = 16_384;
    private static final int HEAD_WITHIN_MILLIS = 10_000;
    private static final int MAX_CONNECTIONS = 128;
    private static final long PAUSE_MILLIS = 50;

    private final ServerSocket listener;
    private final byte[] page;
    private final Map<String, Integer> ports;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(MAX_CONNECTIONS);

    private Gateway(ServerSocket listener, byte[] page, Map<String, Integer> ports) {
        this.listener = listener;
        this.page = page;
        this.ports = ports;
    }

    /**
     * Opens the port on the loopback.
     *
     * @param page  what is at {@code /}
     * @param ports the lessons' numbers as their folders have them, and their ports
     */
    static Gateway start(int port, byte[] page, Map<String, Integer> ports) throws IOException {
        ServerSocket listener = new ServerSocket(port, 128, InetAddress.getByName(ServedLesson.LOOPBACK));
        Gateway gateway = new Gateway(listener, page, ports);
        run("gateway-accept", gateway::accept);
        return gateway;
    }

    /** Ends when the port is closed, and by nothing else: when no file descriptor is free, it waits for one. */
    private void accept() {
        while (!listener.isClosed()) {
            try {
                admit(listener.accept());
            } catch (IOException | RuntimeException | Error e) {    // an error: no thread can be started, say
                pause();
            }
        }
    }

    private void admit(Socket browser) throws IOException {
        if (!places.tryAcquire()) {
            browser.close();
            return;
        }
        sockets.add(browser);
        try {
            run("gateway-" + browser.getPort(), () -> {
                try (browser) {
                    serve(browser);
                } finally {
                    leave(browser);
                }
            });
        } catch (RuntimeException | Error e) {
            leave(browser);
            browser.close();
            throw e;
        }
    }

    private void leave(Socket browser) {
        sockets.remove(browser);
        places.release();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Socket browser) throws IOException {
        browser.setTcpNoDelay(true);
        browser.setSoTimeout(HEAD_WITHIN_MILLIS);
        String head = head(browser.getInputStream());
        Matcher line = REQUEST_LINE.matcher(head);
        if (!line.lookingAt()) {
            answer(browser, "GET", "400 Bad Request", bytes("This is no request.\n"));
            return;
        }
        String method = line.group("method");
        String target = line.group("target");
        Matcher lesson = AT_A_LESSON.matcher(target);
        if (target.equals("/") || target.startsWith("/?")) {
            page(browser, method);
        } else if (!lesson.matches() || !ports.containsKey(lesson.group("lesson"))) {
            answer(browser, method, "404 Not Found", bytes("There is nothing here.\n"));
        } else {
            String fields = head.substring(line.end());
            if (!UPGRADE.matcher(fields).find()) {
                fields = "Connection: close\r\n" + CONNECTION.matcher(fields).replaceAll("");
            }
            browser.setSoTimeout(0);                            // from here on the lesson decides how long is too long
            pass(browser, ports.get(lesson.group("lesson")),
                    method + " " + lesson.group("target") + " HTTP/1.1\r\n" + fields);
        }
    }

    private void page(Socket browser, String method) throws IOException {
        if (method.equals("GET") || method.equals("HEAD")) {
            answer(browser, method, "200 OK\r\nContent-Type: text/html; charset=utf-8", page);
        } else {
            answer(browser, method, "405 Method Not Allowed\r\nAllow: GET, HEAD", bytes("The page is read only.\n"));
        }
    }

    /** The head with its empty line, byte by byte: not one byte of what follows is taken. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HEAD_WITHIN_MILLIS);
        int newlines = 0;
        while (newlines < 2) {
            int next = in.read();
            if (next < 0 || head.size() == MAX_HEAD || System.nanoTime() > deadline) {
                throw new EOFException("no whole request came");
            }
            head.write(next);
            newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private void pass(Socket browser, int port, String head) throws IOException {
        try (Socket lesson = new Socket(ServedLesson.LOOPBACK, port)) {
            lesson.setTcpNoDelay(true);
            sockets.add(lesson);
            lesson.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            Thread up = run("gateway-up-" + browser.getPort(), () -> {
                try (lesson; browser) {                         // when one side is done, both are
                    copy(browser.getInputStream(), lesson.getOutputStream());
                }
            });
            try (browser) {
                copy(lesson.getInputStream(), browser.getOutputStream());
            } finally {
                sockets.remove(lesson);
                lesson.close();
                up.join(1_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[8_192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
        }
    }

    /** @param status the status, and header fields of its own behind it; without a type the body is plain text */
    private static void answer(Socket browser, String method, String status, byte[] body) throws IOException {
        String type = status.contains("Content-Type") ? "" : "Content-Type: text/plain; charset=utf-8\r\n";
        browser.getOutputStream().write(bytes("HTTP/1.1 " + status + "\r\n" + type
                + "Content-Length: " + body.length + "\r\nCache-Control: no-store\r\n"
                + "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"));
        if (!method.equals("HEAD")) {
            browser.getOutputStream().write(body);
        }
        browser.shutdownOutput();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Thread run(String name, Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // One of the two has gone away, or the gateway is closed: there is no peer to tell.
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Closes the port, and all connections with it. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
