package com.example.longpolling;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request and its answer, both plain text: everything here that is HTTP and not yet the room. What comes in is
 * checked before it is read, and what is wrong with it becomes a {@link RefusedException}; what goes out is written
 * whole. As in lesson 02, but that a number may have a default, and a request that is held can be given up.
 */
final class TextExchange {

    private static final Pattern HOST = Pattern.compile("(?<name>\\[[^]]*]|[^:]*)(:[0-9]*)?");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern PLAIN_TEXT =
            Pattern.compile("text/plain *(; *charset *= *(utf-8|\"utf-8\") *)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final HttpExchange exchange;

    TextExchange(HttpExchange exchange) {
        this.exchange = exchange;
    }

    String method() {
        return exchange.getRequestMethod();
    }

    String path() {
        return exchange.getRequestURI().getPath();
    }

    // tag::sender[]
    /**
     * Keeps pages from elsewhere out. The server is bound to the loopback, but the reader's browser is on this machine
     * too, and shows pages of strangers. Such a page may send a {@code text/plain} POST to any address without being
     * asked: its {@code Origin} gives it away. And it may give its own host name the address 127.0.0.1, so that the
     * browser takes this server for the page's own and lets it read the room: the {@code Host} gives that away.
     *
     * @throws RefusedException 400 without exactly one Host (RFC 9112, section 3.2), 421 for a Host that is not the
     *     loopback (RFC 9110, section 15.5.20), 403 for an Origin that is not the Host's
     */
    void checkSender() throws RefusedException {
        List<String> hosts = fields("Host");
        if (hosts.size() > 1 || hosts.isEmpty() && !exchange.getProtocol().equals("HTTP/1.0")) {
            throw new RefusedException(400, "a request has exactly one Host field");
        }
        String host = hosts.isEmpty() ? "localhost" : hosts.get(0).toLowerCase(Locale.ROOT);
        Matcher parts = HOST.matcher(host);
        if (!parts.matches() || !LOOPBACK.contains(parts.group("name"))) {
            throw new RefusedException(421, "this server answers for localhost only");
        }
        for (String origin : fields("Origin")) {
            if (!origin.equalsIgnoreCase("http://" + host) && !origin.equalsIgnoreCase("https://" + host)) {
                throw new RefusedException(403, "pages from elsewhere may not talk to this room");
            }
        }
    }
    // end::sender[]

    /** @throws RefusedException 405, which names the methods that there are, for any other */
    void allow(String... methods) throws RefusedException {
        if (!List.of(methods).contains(method())) {
            throw new RefusedException(405, "this path takes " + String.join(", ", methods) + " only",
                    Map.of("Allow", String.join(", ", methods)));
        }
    }

    /**
     * A number out of the query: {@code ?after=7}.
     *
     * @return the number; {@code otherwise} if the query does not have it
     * @throws RefusedException 400 if it is there twice, or is anything else than 1 to 18 digits
     */
    long number(String name, long otherwise) throws RefusedException {
        String found = null;
        String query = exchange.getRequestURI().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] nameAndValue = pair.split("=", 2);
            if (URLDecoder.decode(nameAndValue[0], UTF_8).equals(name)) {
                if (found != null) {
                    throw new RefusedException(400, name + " is given twice");
                }
                found = nameAndValue.length == 1 ? "" : URLDecoder.decode(nameAndValue[1], UTF_8);
            }
        }
        if (found != null && !NUMBER.matcher(found).matches()) {
            throw new RefusedException(400, name + " is a whole number, 0 or more");
        }
        return found == null ? otherwise : Long.parseLong(found);
    }

    // tag::text[]
    /**
     * The request's body, checked before it is used.
     *
     * @param limit its length in bytes, at the most: not one byte more is read
     * @throws RefusedException 415 if it is not plain text in UTF-8 by its own account, 411 if it does not say how it
     *     ends, 413 if it is too long, 400 if its length is no number, it ends too early, its chunks are malformed, or
     *     it is not UTF-8
     */
    String text(int limit) throws RefusedException {
        if (!PLAIN_TEXT.matcher(field("Content-Type")).matches() || !field("Content-Encoding").isEmpty()) {
            throw new RefusedException(415, "the body must be text/plain; charset=utf-8");
        }
        String length = field("Content-Length");
        if (length.isEmpty() && field("Transfer-Encoding").isEmpty()) {
            throw new RefusedException(411, "a POST needs a Content-Length");
        }
        if (!length.isEmpty() && !NUMBER.matcher(length).matches()) {       // the JDK's server takes +7, too
            throw new RefusedException(400, "Content-Length is a number of bytes");
        }
        try {
            boolean tooLong = !length.isEmpty() && Long.parseLong(length) > limit;
            byte[] body = tooLong ? new byte[0] : exchange.getRequestBody().readNBytes(limit + 1);
            if (tooLong || body.length > limit) {
                throw new RefusedException(413, "the body is longer than " + limit + " bytes");
            }
            // new String(body, UTF_8) never fails: it replaces what is wrong. A decoder of one's own reports it.
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw new RefusedException(400, "the body is not UTF-8");
        } catch (IOException e) {
            throw new RefusedException(400, "the body did not arrive whole");
        }
    }
    // end::text[]

    // tag::answer[]
    /** Answers with plain text, and is done. Called once, by any thread. */
    void answer(int status, String text) throws IOException {
        answer(status, "text/plain; charset=utf-8", text.getBytes(UTF_8));
    }

    /** Answers, and is done. A HEAD gets the fields that a GET would get, and no body (RFC 9110, section 9.3.2). */
    void answer(int status, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (method().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
        }
        boolean bodiless = method().equals("HEAD") || body.length == 0;
        // To this method -1 means "no body", and 0 means "length unknown": an empty body must not be sent as 0.
        exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
            // close() first reads what is left of the request: a response that is not flushed would wait for that.
            exchange.getResponseBody().flush();
        }
        exchange.close();
    }
    // end::answer[]

    /** Answers with the reason why there is no better answer. */
    void refuse(RefusedException why) throws IOException {
        why.fields().forEach(exchange.getResponseHeaders()::set);
        answer(why.status(), why.getMessage() + "\n");
    }

    /** Gives the request up, if it is not answered yet: closes its connection. A write that hangs there ends. */
    void close() {
        exchange.close();
    }

    private List<String> fields(String name) {
        return exchange.getRequestHeaders().getOrDefault(name, List.of());
    }

    private String field(String name) {
        return String.join(", ", fields(name)).strip();
    }
}
