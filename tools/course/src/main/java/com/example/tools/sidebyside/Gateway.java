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
            Pattern.compile("([A-Z]+) /(\\d\\d)?((?:/[^ ]*)?) (HTTP/1\\.1)\r\n", Pattern.DOTALL);
    private static final Pattern CONNECTION = Pattern.compile("(?im)^(connection|keep-alive):.*\r\n");
    private static final Pattern UPGRADE = Pattern.compile("(?im)^upgrade:");
    private static final int MAX_HEAD = 16_384;
    private static final int HEAD_WITHIN_MILLIS = 10_000;
    private static final int MAX_CONNECTIONS = 128;

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
     * @param page  what stands at {@code /}
     * @param ports the lessons' numbers as their folders have them, and their ports
     */
    static Gateway start(int port, byte[] page, Map<String, Integer> ports) throws IOException {
        Gateway gateway = new Gateway(new ServerSocket(port, 128, InetAddress.getLoopbackAddress()), page, ports);
        run("gateway-accept", gateway::accept);
        return gateway;
    }

    private void accept() throws IOException {
        while (true) {
            Socket browser = listener.accept();
            if (!places.tryAcquire()) {
                browser.close();
                continue;
            }
            sockets.add(browser);
            run("gateway-" + browser.getPort(), () -> {
                try (browser) {
                    serve(browser);
                } finally {
                    sockets.remove(browser);
                    places.release();
                }
            });
        }
    }

    private void serve(Socket browser) throws IOException {
        browser.setTcpNoDelay(true);
        browser.setSoTimeout(HEAD_WITHIN_MILLIS);
        String head = head(browser.getInputStream());
        Matcher line = REQUEST_LINE.matcher(head);
        if (!line.lookingAt()) {
            answer(browser, "400 Bad Request", "text/plain; charset=utf-8", bytes("This is no request.\n"));
        } else if (line.group(2) == null && line.group(3).isEmpty()) {
            answer(browser, "200 OK", "text/html; charset=utf-8", page);
        } else if (line.group(2) == null || line.group(3).isEmpty() || !ports.containsKey(line.group(2))) {
            answer(browser, "404 Not Found", "text/plain; charset=utf-8", bytes("There is nothing here.\n"));
        } else {
            String fields = head.substring(line.end());
            if (!UPGRADE.matcher(fields).find()) {
                fields = "Connection: close\r\n" + CONNECTION.matcher(fields).replaceAll("");
            }
            browser.setSoTimeout(0);                            // from here on the lesson decides how long is too long
            pass(browser, ports.get(line.group(2)), line.group(1) + " " + line.group(3) + " HTTP/1.1\r\n" + fields);
        }
    }

    /** The head with its empty line, byte by byte: not one byte of what follows is taken. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int newlines = 0;
        while (newlines < 2) {
            int next = in.read();
            if (next < 0 || head.size() == MAX_HEAD) {
                throw new EOFException("no whole request came");
            }
            head.write(next);
            newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private void pass(Socket browser, int port, String head) throws IOException {
        try (Socket lesson = new Socket(InetAddress.getLoopbackAddress(), port)) {
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

    private static void answer(Socket browser, String status, String type, byte[] body) throws IOException {
        browser.getOutputStream().write(bytes("HTTP/1.1 " + status + "\r\nContent-Type: " + type
                + "\r\nContent-Length: " + body.length + "\r\nCache-Control: no-store\r\n"
                + "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"));
        browser.getOutputStream().write(body);
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
                // One of the two has gone away, or the gateway is closed: there is nobody to tell.
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
