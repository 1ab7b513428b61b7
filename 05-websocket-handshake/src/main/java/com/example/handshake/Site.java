package com.example.handshake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the server says in plain HTTP: its page, and what the page asks for.
 * <pre>
 * GET  /            the page
 * GET  /try         the handshakes that can be tried: lines of name TAB title
 * POST /try/NAME    the server sends that handshake to itself: the request, an empty line, the answer
 * GET  /seen?ID     what it saw and answered when a browser opened /chat?ID, in the same form
 * </pre>
 */
final class Site {

    /** The path of the WebSocket. */
    static final String CHAT = "/chat";

    private static final String TRY = "/try/";
    private static final int REMEMBERED = 16;
    private static final String PAGE = resource("page.html");

    private final int port;
    private final Set<String> origins;
    private final Duration limit;
    private final Deque<Exchange> seen = new ArrayDeque<>();

    private record Exchange(String target, String text) {
    }

    /** @param limit how long the server waits for a handshake */
    Site(int port, Set<String> origins, Duration limit) {
        this.port = port;
        this.origins = origins;
        this.limit = limit;
    }

    /** @throws HandshakeException 404 for an unknown path, 405 for another method, 403 for another site's page */
    Answer answer(RequestHead request) throws IOException {
        String path = request.path();
        if (path.startsWith(TRY)) {
            return tryOut(path.substring(TRY.length()), request);
        }
        return switch (path) {
            case "/" -> get(request, Answer.ok("text/html", PAGE));
            case "/try" -> get(request, Answer.ok("text/plain", titles()));
            case "/seen" -> get(request, recall(request));
            default -> throw notFound();
        };
    }

    /** Remembers the last few handshakes, so that the page can show what its browser really sent. */
    void remember(RequestHead request, ResponseHead answer) {
        String text = Wire.visible(request.bytes()) + "\n" + Wire.visible(answer.bytes());
        synchronized (seen) {
            seen.addFirst(new Exchange(request.target(), text));
            if (seen.size() > REMEMBERED) {
                seen.removeLast();
            }
        }
    }

    private Answer recall(RequestHead request) throws HandshakeException {
        String target = request.target().replaceFirst("/seen", CHAT);
        synchronized (seen) {
            Optional<Exchange> exchange = seen.stream().filter(one -> one.target.equals(target)).findFirst();
            return Answer.ok("text/plain", exchange.orElseThrow(Site::notFound).text);
        }
    }

    private static Answer get(RequestHead request, Answer answer) throws HandshakeException {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw new HandshakeException(405, "This address can be read with GET.",
                    HeaderFields.of("Allow", "GET, HEAD"));
        }
        return answer;
    }

    // tag::try-out[]
    /** Only what is on the list can be sent, and only to this server: nobody can use it to reach another one. */
    private Answer tryOut(String name, RequestHead request) throws IOException {
        Attempt attempt = Attempt.named(name).orElseThrow(Site::notFound);
        if (!request.method().equals("POST")) {
            throw new HandshakeException(405, "A handshake is tried with POST.", HeaderFields.of("Allow", "POST"));
        }
        if (!origins.containsAll(request.fields().all("Origin"))) {
            throw new HandshakeException(403, "Pages of this origin may not try handshakes.");
        }
        InetSocketAddress self = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            byte[] answer = Wire.exchange(self, attempt.request(), limit.plusSeconds(2));
            return Answer.ok("text/plain", Wire.visible(attempt.request()) + "\n" + Wire.visible(answer));
        } catch (IOException e) {
            throw new HandshakeException(504, "There was no answer to the handshake: " + e.getMessage() + ".");
        }
    }
    // end::try-out[]

    private static String titles() {
        return Attempt.ALL.stream().map(attempt -> attempt.name() + "\t" + attempt.title() + "\n")
                .collect(Collectors.joining());
    }

    private static HandshakeException notFound() {
        return new HandshakeException(404, "There is nothing at this address.");
    }

    private static String resource(String name) {
        try (InputStream in = Site.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
