package com.example.handshake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the server says in plain HTTP: its page, and what the page asks for.
 * <pre>
 * GET  /            the page
 * GET  /try         the handshakes that can be tried: lines of name TAB title
 * POST /try/NAME    the server sends that handshake to itself: the request, an empty line, the response
 * GET  /seen?ID     what it saw and answered when a browser opened /chat?ID, in the same form
 * </pre>
 */
final class Site {

    /** The path of the WebSocket. */
    static final String CHAT = "/chat";

    private static final String TRY = "/try/";
    private static final int REMEMBERED = 16;
    private static final byte[] PAGE = resource("page.html");

    private final InetSocketAddress server;
    private final ServerHandshake handshake;
    private final Duration limit;
    private final Deque<Exchange> seen = new ArrayDeque<>();

    private record Exchange(String query, String text) {
    }

    /**
     * @param server the server itself
     * @param handshake the server's rules on hosts and origins
     * @param limit how long the server waits for a handshake
     */
    Site(InetSocketAddress server, ServerHandshake handshake, Duration limit) {
        this.server = server;
        this.handshake = handshake;
        this.limit = limit;
    }

    /**
     * @throws RefusedException 404 for an unknown path, 405 for another method, 403 for another site's page, 421 for
     *     another server's name
     */
    Response answer(RequestHead request) throws IOException {
        handshake.checkAddress(request);
        String path = request.target().path();
        if (path.startsWith(TRY)) {
            return tryOut(path.substring(TRY.length()), request);
        }
        return switch (path) {
            case "/" -> get(request, Response.ok("text/html", PAGE));
            case "/try" -> get(request, Response.ok("text/plain", titles().getBytes(UTF_8)));
            case "/seen" -> get(request, recall(request));
            default -> throw notFound();
        };
    }

    /** Remembers the last few handshakes, so that the page can show what its browser really sent. */
    void remember(RequestHead request, ResponseHead answer) {
        String text = WireText.visible(request.bytes()) + "\n" + WireText.visible(answer.bytes());
        synchronized (seen) {
            seen.addFirst(new Exchange(request.target().query(), text));
            if (seen.size() > REMEMBERED) {
                seen.removeLast();
            }
        }
    }

    private Response recall(RequestHead request) throws RefusedException {
        String query = request.target().query();
        synchronized (seen) {
            Optional<Exchange> exchange = seen.stream().filter(one -> one.query.equals(query)).findFirst();
            return Response.ok("text/plain", exchange.orElseThrow(Site::notFound).text.getBytes(UTF_8));
        }
    }

    private static Response get(RequestHead request, Response response) throws RefusedException {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw new RefusedException(405, "This address can be read with GET.",
                    HeaderFields.of("Allow", "GET, HEAD"));
        }
        return response;
    }

    // tag::try-out[]
    /** Only what is on the list can be sent, and only to this server: no page can use it to reach another one. */
    private Response tryOut(String name, RequestHead request) throws IOException {
        Attempt attempt = Attempt.named(name).orElseThrow(Site::notFound);
        if (!request.method().equals("POST")) {
            throw new RefusedException(405, "A handshake is tried with POST.", HeaderFields.of("Allow", "POST"));
        }
        handshake.checkOrigin(request);
        try {
            byte[] answer = RawHttp.exchange(server, attempt.request(), limit.plusSeconds(2));
            String text = WireText.visible(attempt.request()) + "\n" + WireText.visible(answer);
            return Response.ok("text/plain", text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new RefusedException(504, "There was no response to the handshake: " + e.getMessage() + ".");
        }
    }
    // end::try-out[]

    private static String titles() {
        return Attempt.ALL.stream().map(attempt -> attempt.name() + "\t" + attempt.title() + "\n")
                .collect(Collectors.joining());
    }

    private static RefusedException notFound() {
        return new RefusedException(404, "There is nothing at this address.");
    }

    private static byte[] resource(String name) {
        try (InputStream in = Site.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
