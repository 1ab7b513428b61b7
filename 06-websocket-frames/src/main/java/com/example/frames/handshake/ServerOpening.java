package com.example.frames.handshake;

import com.example.frames.protocol.OpeningHandshake;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.List;

/** The server's part in one opening handshake: the bytes of a request go in, and what the site says to it comes out. */
public final class ServerOpening implements OpeningHandshake {

    private final Responder site;
    private final HeadReader head = new HeadReader();

    /** What the server says to a request. One for all connections. */
    public interface Responder {

        /** @throws RefusedException with the status and the sentence of the response */
        Outcome answer(RequestHead request) throws RefusedException;
    }

    public ServerOpening(Responder site) {
        this.site = site;
    }

    @Override
    public byte[] request() {
        return new byte[0];
    }

    // tag::receive[]
    /** Takes in the request, wherever it is cut, and has it answered. */
    @Override
    public Outcome receive(ByteBuffer in) {
        try {
            List<String> lines = head.read(in);
            return lines == null ? null : site.answer(RequestHead.parse(lines));
        } catch (RefusedException e) {
            return refused(e);
        }
    }
    // end::receive[]

    @Override
    public Outcome timedOut() {
        return refused(new RefusedException(408, "The handshake was not complete in time."));
    }

    /** A client that has asked is told when to ask again; one that is silent so far is told nothing. */
    @Override
    public Outcome stopped() {
        RefusedException why = new RefusedException(503, "The server stops. Try again in a second.",
                HeaderFields.of("Retry-After", "1"));
        return head.isEmpty() ? Outcome.refused(new byte[0], why) : refused(why);
    }

    /** A client that leaves without a word gets none: browsers connect in advance, and often for nothing. */
    @Override
    public Outcome inputEnded() {
        return head.isEmpty() ? Outcome.refused(new byte[0], new EOFException("no request came"))
                : refused(RefusedException.badRequest("The request ended before its empty line."));
    }

    private Outcome refused(RefusedException why) {
        Response response = Response.refusal(why);
        return Outcome.refused((head.isForHead() ? response.withoutBody() : response).bytes(), why);
    }
}
