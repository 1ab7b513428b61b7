package com.example.frames;

import com.example.frames.deflate.DeflateOffer;
import com.example.frames.deflate.PermessageDeflate;
import com.example.frames.handshake.Extension;
import com.example.frames.handshake.FailedHandshakeException;
import com.example.frames.handshake.FailedHandshakeException.Point;
import com.example.frames.handshake.RefusedException;
import com.example.frames.handshake.RequestHead;
import com.example.frames.protocol.Compression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which extension the two sides agree on (RFC 6455, section 9.1). The handshake knows extensions and none by name,
 * the engine knows its parameters and no handshake: here they meet.
 */
final class Negotiation {

    /** What a client offers. */
    static final Extension OFFER =
            new Extension(DeflateOffer.NAME, List.of(new Extension.Parameter(DeflateOffer.PARAMETER, "")));

    private Negotiation() {
    }

    /** The server's choice among what a client has offered. */
    static Optional<DeflateOffer> choose(RequestHead request) throws RefusedException {
        List<String> offers = new ArrayList<>();
        for (Extension offer : Extension.list(request.fields())) {
            offers.add(offer.toString());
        }
        return DeflateOffer.accept(offers);
    }

    /** The client's view of what the server has accepted. */
    static Compression confirm(List<Extension> accepted) throws FailedHandshakeException {
        if (accepted.isEmpty()) {
            return null;
        }
        DeflateOffer agreed = DeflateOffer.confirm(accepted.get(0).toString()).orElseThrow(() ->
                new FailedHandshakeException(Point.EXTENSIONS, "an extension was not offered: " + accepted.get(0)));
        return new PermessageDeflate(agreed, false);
    }
}
