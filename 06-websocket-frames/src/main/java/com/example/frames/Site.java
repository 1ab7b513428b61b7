package com.example.frames;

import com.example.frames.deflate.DeflateOffer;
import com.example.frames.deflate.PermessageDeflate;
import com.example.frames.dump.Feeds;
import com.example.frames.handshake.HeaderFields;
import com.example.frames.handshake.RefusedException;
import com.example.frames.handshake.RequestHead;
import com.example.frames.handshake.Response;
import com.example.frames.handshake.ResponseHead;
import com.example.frames.handshake.ServerHandshake;
import com.example.frames.handshake.ServerOpening;
import com.example.frames.protocol.Endpoint;
import com.example.frames.protocol.OpeningHandshake.Outcome;
import com.example.frames.protocol.Wire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is at which path: the page at {@code /}, which plain HTTP gets, and endpoints for WebSocket; at {@code /frames}
 * the page is shown the frames of its connections.
 */
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

    private final Map<String, Resource> resources = new HashMap<>();
    private final Map<String, ServerHandshake> handshakes = new HashMap<>();
    private final ServerHandshake own = new ServerHandshake(ServerHandshake.LOOPBACK, Set.of(), List.of());
    private final Feeds feeds = new Feeds();
    private final Response page;
    private final boolean complete;

    /** @param page what a browser gets at {@code /}, in UTF-8 */
    public Site(Map<String, Resource> resources, byte[] page) {
        this(resources, page, true);
    }

    /**
     * @param complete whether an offer to compress is accepted, and frames are shown; if not, an offer is checked and
     *     left unanswered, and nothing is at {@code /frames}: then the frames are made by other code
     */
    public Site(Map<String, Resource> resources, byte[] page, boolean complete) {
        this.complete = complete;
        this.page = Response.ok("text/html", page);
        this.resources.putAll(resources);
        if (complete) {
            this.resources.put("/frames", query -> feeds.endpoint(query.get("token")));
        }
        this.resources.forEach((path, resource) -> handshakes.put(path,
                new ServerHandshake(ServerHandshake.LOOPBACK, Set.of(), resource.subprotocols())));
    }

    // tag::answer[]
    /** Answers what is at a path: the page, a refusal, or a WebSocket with the extension that both can do. */
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
        Optional<DeflateOffer> deflate = complete ? Negotiation.choose(request) : Optional.empty();
        Map<String, String> query = Query.parse(request.target().query());
        Endpoint endpoint = resources.get(path).endpoint(query);
        Wire eyes = feeds.eyes(query.get("frames"));
        if (deflate.isEmpty() || eyes != Wire.UNSEEN) {             // compressed, no person could read it
            return Outcome.open(accepted.bytes(), endpoint, null).seenBy(eyes);
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
