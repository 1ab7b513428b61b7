package com.example.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request line and header fields (RFC 9112, sections 2 to 5).
 *
 * @param method case-sensitive: {@code get} is not {@code GET}
 * @param target as it came: {@code /chat?room=1}, or {@code http://host/chat?room=1}
 * @param version {@code HTTP/1.1}, or a later 1.x
 */
public record RequestHead(String method, String target, String version, HeaderFields fields) {

    private static final Pattern VERSION = Pattern.compile("HTTP/([0-9])\\.([0-9])");
    private static final Pattern TARGET = Pattern.compile("[!-~&&[^#\"<>\\\\^`{|}]]+");
    private static final Pattern ORIGIN_FORM = Pattern.compile("(/[^?]*)(\\?.*)?");
    private static final Pattern ABSOLUTE_FORM = Pattern.compile("(?i:https?)://[^/?@]+(/[^?]*)?(\\?.*)?");

    /**
     * Reads the next head from the stream, and nothing behind its empty line.
     *
     * @throws EOFException if the stream ends before the empty line
     * @throws HandshakeException as {@link #parse}; and 400, 414 or 431 for lines that do not end in CRLF and for
     *     heads over the limits (see {@link HeadReader})
     */
    public static RequestHead read(InputStream in) throws IOException {
        return parse(HeadReader.read(in));
    }

    // tag::parse[]
    /**
     * Makes sense of the lines of a head, the empty one left out.
     *
     * @throws HandshakeException 400 for a malformed request line, target or field, and for a {@code Host} that is
     *     missing, repeated or malformed (RFC 9112, section 3.2); 505 for another version than 1.1 and later 1.x
     */
    static RequestHead parse(List<String> lines) throws HandshakeException {
        String[] parts = lines.get(0).split(" ", -1);
        if (parts.length != 3 || !Syntax.isToken(parts[0]) || !TARGET.matcher(parts[1]).matches()) {
            throw HandshakeException.badRequest("The request line must be a method, a target and a version.");
        }
        checkVersion(parts[2]);
        HeaderFields fields = HeaderFields.parse(lines.subList(1, lines.size()));
        String host = fields.one("Host")
                .orElseThrow(() -> HandshakeException.badRequest("A request needs a Host field."));
        if (!Syntax.isHost(host)) {
            throw HandshakeException.badRequest("The Host field must name a host, and a port if need be.");
        }
        return new RequestHead(parts[0], parts[1], parts[2], fields);
    }
    // end::parse[]

    private static void checkVersion(String version) throws HandshakeException {
        Matcher digits = VERSION.matcher(version);
        if (!digits.matches()) {
            throw HandshakeException.badRequest("The request line must end in a version such as HTTP/1.1.");
        }
        if (!digits.group(1).equals("1") || digits.group(2).equals("0")) {
            throw new HandshakeException(505, "A WebSocket begins with HTTP/1.1, not with " + version + ".");
        }
    }

    /**
     * The path that the target names, without the query: {@code /chat} for {@code /chat?room=1}, and for
     * {@code http://host/chat}, since a server must understand the absolute form as well (RFC 9112, section 3.2.2).
     *
     * @throws HandshakeException 400 for the other forms, which belong to CONNECT and OPTIONS
     */
    public String path() throws HandshakeException {
        Matcher form = ORIGIN_FORM.matcher(target);
        if (!form.matches() && !form.usePattern(ABSOLUTE_FORM).matches()) {
            throw HandshakeException.badRequest("The request target must be a path, or an http address with a path.");
        }
        return form.group(1) == null ? "/" : form.group(1);
    }

    /** The head as it goes over the wire, with its empty line. */
    public byte[] bytes() {
        return (method + " " + target + " " + version + "\r\n" + fields + "\r\n").getBytes(ISO_8859_1);
    }
}
