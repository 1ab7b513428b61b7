package com.example.frames.handshake;

import com.example.frames.handshake.FailedHandshakeException.Point;
import com.example.frames.protocol.Compression;
import com.example.frames.protocol.Endpoint;
import com.example.frames.protocol.OpeningHandshake;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The client's part in one opening handshake: its request goes out, and the bytes of the response come in. */
public final class ClientOpening implements OpeningHandshake {

    private static final byte[] NOTHING = new byte[0];

    private final ClientHandshake handshake;
    private final Endpoint endpoint;
    private final Agreement agreement;
    private HeadReader head = new HeadReader();

    /** What becomes of the extensions that were offered. */
    public interface Agreement {

        /**
         * @param accepted those that the server has accepted, all of them offered
         * @return null for no compression
         * @throws FailedHandshakeException if the server's parameters are not an answer to the offer
         */
        Compression of(List<Extension> accepted) throws FailedHandshakeException;
    }

    /** @param endpoint what gets the messages */
    public ClientOpening(ClientHandshake handshake, Endpoint endpoint, Agreement agreement) {
        this.handshake = handshake;
        this.endpoint = endpoint;
        this.agreement = agreement;
    }

    @Override
    public byte[] request() {
        return handshake.request().bytes();
    }

    // tag::receive[]
    /** Takes in the response, wherever it is cut, and verifies it. */
    @Override
    public Outcome receive(ByteBuffer in) {
        try {
            ResponseHead response = response(in);
            if (response == null) {
                return null;
            }
            handshake.verify(response);
            return Outcome.open(NOTHING, endpoint, agreement.of(Extension.list(response.fields())));
        } catch (IOException e) {
            return Outcome.refused(NOTHING, e);
        }
    }
    // end::receive[]

    /** The first head that is no interim one; all of them together have the time of the response. */
    private ResponseHead response(ByteBuffer in) throws FailedHandshakeException {
        try {
            for (List<String> lines = head.read(in); lines != null; lines = head.read(in)) {
                ResponseHead response = ResponseHead.parse(lines);
                if (!response.isInterim()) {
                    return response;
                }
                head = new HeadReader();
            }
            return null;
        } catch (RefusedException e) {
            throw failed("not a response: " + e.getMessage());
        }
    }

    @Override
    public Outcome timedOut() {
        return Outcome.refused(NOTHING, failed("the response did not come in time"));
    }

    @Override
    public Outcome stopped() {
        return Outcome.refused(NOTHING, failed("the client was closed during the handshake"));
    }

    @Override
    public Outcome inputEnded() {
        return Outcome.refused(NOTHING, failed("not a response: the stream ended before the end of its head"));
    }

    private static FailedHandshakeException failed(String sentence) {
        return new FailedHandshakeException(Point.HEAD, sentence);
    }
}
