package com.example.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.frames.io.ThreadedClient;
import com.example.frames.protocol.CloseStatus;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Everything once, before the first client comes. Java loads a class when it is first used, and opens a file for that.
 * Were the first use in the middle of a crowd that has taken the last file descriptor, then the class would be unusable
 * for as long as the JVM lives; the JDK's own that closes sockets is among them.
 */
final class Rehearsal {

    private static final Set<String> PLAYED = ConcurrentHashMap.newKeySet();
    private static final long SECONDS = 5;

    private Rehearsal() {
    }

    /** Plays it, once for each way of I/O: a server on a port of its own, a room of its own, and a client. */
    static void play(String io) throws IOException {
        if (!PLAYED.add(io)) {
            return;
        }
        Room room = new Room(new History());
        Site site = new Site(Map.of("/chat", room, "/echo", query -> new EchoEndpoint()), new byte[0]);
        try (SiteServer stage = SiteServer.start(io, 0, site)) {
            visit(stage.uri().resolve("/echo"), List.of(), true);
            visit(stage.uri().resolve("/chat?name=rehearsal"), List.of("chat"), false);
            try {
                visit(stage.uri().resolve("/nothing"), List.of(), false);
            } catch (IOException refused) {
                // as it should be
            }
        }
    }

    /** Connects, says something, hears it, and leaves. */
    private static void visit(URI uri, List<String> subprotocols, boolean compression) throws IOException {
        CountDownLatch heard = new CountDownLatch(1);
        try (ThreadedClient client = WebSocketClient.connect(uri, subprotocols, compression,
                (socket, text, message) -> heard.countDown())) {
            client.socket().ping(UTF_8.encode("?"));
            client.socket().send("hello");
            if (!heard.await(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the server does not answer its own rehearsal");
            }
            client.socket().close(CloseStatus.NORMAL, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
