package com.example.frames;

import com.example.frames.deflate.DeflateOffer;
import com.example.frames.deflate.PermessageDeflate;
import com.example.frames.handshake.HeaderFields;
import com.example.frames.handshake.RefusedException;
import com.example.frames.handshake.RequestHead;
import com.example.frames.handshake.Response;
import com.example.frames.handshake.ResponseHead;
import com.example.frames.handshake.ServerHandshake;
import com.example.frames.handshake.ServerOpening;
import com.example.frames.protocol.Endpoint;
import com.example.frames.protocol.OpeningHandshake.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is at which path: the page at {@code /}, which plain HTTP gets, and endpoints for WebSocket. */
public final class Site implements ServerOpening.Responder {

    /** What is at a path. */
    public interface Resource {

        /**
         * Makes the endpoint of one connection.
         *
         * @param query the parameters after the question mark
         * @throws RefusedException if they are wrong
         */
        Endpoint endpoint(Map<String, String> query) throws RefusedException;

        /** The subprotocols that are spoken there, the best first. */
        default List<String> subprotocols() {
            return List.of();
        }
    }

    private final Map<String, Resource> resources;
    private final Map<String, ServerHandshake> handshakes = new HashMap<>();
    private final ServerHandshake own = new ServerHandshake(ServerHandshake.LOOPBACK, Set.of(), List.of());
    private final Response page;
    private final boolean compresses;

    /** @param page what a browser gets at {@code /}, in UTF-8 */
    public Site(Map<String, Resource> resources, byte[] page) {
        this(resources, page, true);
    }

    /** @param compresses whether an offer to compress is accepted; if not, it is checked and left unanswered */
    public Site(Map<String, Resource> resources, byte[] page, boolean compresses) {
        this.compresses = compresses;
        this.resources = Map.copyOf(resources);
        this.page = Response.ok("text/html", page);
        resources.forEach((path, resource) -> handshakes.put(path,
                new ServerHandshake(ServerHandshake.LOOPBACK, Set.of(), resource.subprotocols())));
    }

    // tag::answer[]
    @Override
    public Outcome answer(RequestHead request) throws RefusedException {
        own.checkAddress(request);
        String path = request.target().path();
        if (path.equals("/")) {
            return page(request.method());
        }
        if (!resources.containsKey(path)) {
            throw new RefusedException(404, "There is nothing at this address.");
        }
        ResponseHead accepted = handshakes.get(path).answer(request);
        Optional<DeflateOffer> deflate = compresses ? Negotiation.choose(request) : Optional.empty();
        Endpoint endpoint = resources.get(path).endpoint(Query.parse(request.target().query()));
        if (deflate.isEmpty()) {
            return Outcome.open(accepted.bytes(), endpoint, null);
        }
        return Outcome.open(accepted.and("Sec-WebSocket-Extensions", deflate.get().toString()).bytes(), endpoint,
                new PermessageDeflate(deflate.get(), true));
    }
    // end::answer[]

    private Outcome page(String method) throws RefusedException {
        return switch (method) {
            case "GET" -> Outcome.answered(page.bytes());
            case "HEAD" -> Outcome.answered(page.withoutBody().bytes());
            default -> throw new RefusedException(405, "This address can be read with GET.",
                    HeaderFields.of("Allow", "GET, HEAD"));
        };
    }
}
