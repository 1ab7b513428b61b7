package com.example.handshake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** A whole answer of plain HTTP, after which the connection closes: a head that says so, and a body. */
record Answer(ResponseHead head, byte[] body) {

    /** A refusal: its status, the fields that belong to it, and its sentence as the body. */
    static Answer refusal(HandshakeException e) {
        return of(e.status(), "text/plain", e.getMessage() + "\n", e.fields());
    }

    static Answer ok(String type, String body) {
        return of(200, type, body, HeaderFields.of("Cache-Control", "no-store"));
    }

    /** Connection announces the end; and who sends Upgrade must list it there, too (RFC 9110, section 7.8). */
    private static Answer of(int status, String type, String text, HeaderFields more) {
        byte[] body = text.getBytes(UTF_8);
        HeaderFields fields = HeaderFields.of(
                "Content-Type", type + "; charset=utf-8",
                "Content-Length", String.valueOf(body.length),
                "Connection", more.all("Upgrade").isEmpty() ? "close" : "close, Upgrade");
        return new Answer(ResponseHead.of(status, fields.and(more)), body);
    }

    /** All of it, for one write: an answer in two pieces is two packets. */
    byte[] bytes() {
        byte[] start = head.bytes();
        byte[] whole = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    /** The same head without the body: the answer to HEAD (RFC 9110, section 9.3.2). */
    Answer withoutBody() {
        return new Answer(head, new byte[0]);
    }
}
