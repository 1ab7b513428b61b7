package com.example.frames.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.example.frames.deflate.ExtensionOffer;
import com.example.frames.deflate.PermessageDeflate;
import com.example.frames.protocol.Endpoint;
import com.example.frames.protocol.Opening;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** The client's part in the opening handshake (RFC 6455, section 4.1). Lesson 05 takes it apart. */
public final class ClientOpening implements Opening {

    private final URI uri;
    private final String key;
    private final String subprotocol;
    private final boolean compression;
    private final Endpoint endpoint;

    /**
     * @param uri ws://host:port/path?query
     * @param subprotocol to be offered; null for none
     * @param compression whether permessage-deflate is offered
     */
    public ClientOpening(URI uri, String subprotocol, boolean compression, Endpoint endpoint) {
        this.uri = uri;
        this.subprotocol = subprotocol;
        this.compression = compression;
        this.endpoint = endpoint;
        byte[] nonce = new byte[16];
        new SecureRandom().nextBytes(nonce);
        key = Base64.getEncoder().encodeToString(nonce);
    }

    // tag::request[]
    @Override
    public byte[] request() {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return ("GET " + path + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()) + " HTTP/1.1\r\n"
                + "Host: " + uri.getRawAuthority() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: " + key + "\r\nSec-WebSocket-Version: 13\r\n"
                + (subprotocol == null ? "" : "Sec-WebSocket-Protocol: " + subprotocol + "\r\n")
                + (compression ? "Sec-WebSocket-Extensions: " + PermessageDeflate.OFFER + "\r\n" : "")
                + "\r\n").getBytes(ISO_8859_1);
    }
    // end::request[]

    // tag::decide[]
    @Override
    public Outcome decide(HttpHead head) throws HandshakeException {
        String[] line = head.startLine().split(" ", 3);
        if (line.length < 2 || !line[0].equals("HTTP/1.1") || !line[1].matches("[1-9][0-9][0-9]")) {
            throw new HandshakeException(0, "the answer is not HTTP/1.1: " + head.startLine());
        }
        int status = Integer.parseInt(line[1]);
        check(status == 101, status, "the server refuses: " + head.startLine());
        check(head.one("Upgrade").equalsIgnoreCase("websocket"), status, "the field Upgrade is not websocket");
        check(head.lists("Connection", "Upgrade"), status, "the field Connection does not list Upgrade");
        check(head.one("Sec-WebSocket-Accept").equals(ServerOpening.accept(key)), status,
                "Sec-WebSocket-Accept does not answer the key");
        String protocol = head.one("Sec-WebSocket-Protocol");
        check(protocol.isEmpty() || protocol.equals(subprotocol), status,
                "the server chose a subprotocol that was not offered: " + protocol);
        return new Outcome(new byte[0], endpoint, deflate(head, status));
    }
    // end::decide[]

    /** A server that did not understand us is of no use: the client just hangs up. */
    @Override
    public byte[] refusal(HandshakeException why) {
        return new byte[0];
    }

    private PermessageDeflate.Agreement deflate(HttpHead head, int status) throws HandshakeException {
        try {
            String extensions = String.join(",", head.all("Sec-WebSocket-Extensions"));
            List<ExtensionOffer> accepted = ExtensionOffer.parse(extensions);
            boolean asOffered = accepted.size() <= (compression ? 1 : 0);
            check(asOffered, status, "the server accepted an extension that was not offered");
            return accepted.isEmpty() ? null : PermessageDeflate.Agreement.confirm(accepted.get(0));
        } catch (IllegalArgumentException e) {
            throw new HandshakeException(status, e.getMessage());
        }
    }

    private static void check(boolean right, int status, String wrong) throws HandshakeException {
        if (!right) {
            throw new HandshakeException(status, wrong);
        }
    }
}
