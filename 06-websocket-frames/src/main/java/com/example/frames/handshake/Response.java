package com.example.frames.handshake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** A whole response of plain HTTP, after which the connection closes: a head that says so, and a body. */
public record Response(ResponseHead head, byte[] body) {

    /** A refusal: its status, the fields that belong to it, and its sentence as the body. */
    public static Response refusal(RefusedException e) {
        return of(e.status(), "text/plain", (e.getMessage() + "\n").getBytes(UTF_8), e.fields());
    }

    /** @param type such as {@code text/html}; the body is a text in UTF-8 */
    public static Response ok(String type, byte[] body) {
        return of(200, type, body, HeaderFields.NONE);
    }

    /** Connection announces the end; and a response with Upgrade must list that there, too (RFC 9110, section 7.8). */
    private static Response of(int status, String type, byte[] body, HeaderFields more) {
        HeaderFields fields = HeaderFields.of(
                "Content-Type", type + "; charset=utf-8",
                "Content-Length", String.valueOf(body.length),
                "Cache-Control", "no-store",
                "Connection", more.all("Upgrade").isEmpty() ? "close" : "close, Upgrade");
        return new Response(ResponseHead.of(status, fields.and(more)), body);
    }

    /** All of it, for one write: a response in two pieces is two packets. */
    public byte[] bytes() {
        byte[] start = head.bytes();
        byte[] whole = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    /** The same head without the body: the response to HEAD (RFC 9110, section 9.3.2). */
    public Response withoutBody() {
        return new Response(head, new byte[0]);
    }
}
