package com.example.frames.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request line and header fields (RFC 9112, sections 2 to 5).
 *
 * @param method case-sensitive: {@code get} is not {@code GET}
 * @param version {@code HTTP/1.1}, or a later 1.x
 * @param authority the host that the client believes to have reached: the one in the target, if that names one, and
 *     otherwise the Host field (RFC 9112, section 3.2.2)
 */
public record RequestHead(String method, Target target, String version, Authority authority, HeaderFields fields) {

    private static final Pattern VERSION = Pattern.compile("HTTP/([0-9])\\.([0-9])");

    // tag::parse[]
    /**
     * Makes sense of the lines of a head, without the empty one.
     *
     * @throws RefusedException 400 for a malformed request line, target or field, and for a {@code Host} that is
     *     missing, repeated or malformed (RFC 9112, section 3.2); 405 for OPTIONS and CONNECT with the targets that
     *     only they have; 505 for another version than 1.1 and later 1.x
     */
    public static RequestHead parse(List<String> lines) throws RefusedException {
        String[] parts = lines.get(0).split(" ", -1);
        if (parts.length != 3 || !Syntax.isToken(parts[0]) || parts[1].isEmpty()) {
            throw RefusedException.badRequest("The request line must be a method, a target and a version.");
        }
        checkVersion(parts[2]);
        HeaderFields fields = HeaderFields.parse(lines.subList(1, lines.size()));
        String host = fields.one("Host")
                .orElseThrow(() -> RefusedException.badRequest("A request needs a Host field."));
        Authority named = Authority.parse(host).orElseThrow(() ->
                RefusedException.badRequest("The Host field must name a host, and a port if need be."));
        checkMethod(parts[0], parts[1]);
        Target target = Target.parse(parts[1]);
        return new RequestHead(parts[0], target, parts[2], target.authority().orElse(named), fields);
    }
    // end::parse[]

    private static void checkVersion(String version) throws RefusedException {
        if (version.equals("HTTP/1.1")) {
            return;                                         // as almost all say
        }
        Matcher digits = VERSION.matcher(version);
        if (!digits.matches()) {
            throw RefusedException.badRequest("The request line must end in a version such as HTTP/1.1.");
        }
        if (!digits.group(1).equals("1") || digits.group(2).equals("0")) {
            throw new RefusedException(505, "A WebSocket begins with HTTP/1.1, not with " + version + ".");
        }
    }

    /** {@code OPTIONS *} and {@code CONNECT host:port} are good HTTP, and of no use here (sections 3.2.3, 3.2.4). */
    private static void checkMethod(String method, String target) throws RefusedException {
        if (method.equals("OPTIONS") && target.equals("*")
                || method.equals("CONNECT") && Authority.parse(target).isPresent()) {
            throw new RefusedException(405, "This server answers GET and HEAD.", HeaderFields.of("Allow", "GET, HEAD"));
        }
    }

    /** The head as it goes over the wire, with its empty line. */
    public byte[] bytes() {
        return (method + " " + target.text() + " " + version + "\r\n" + fields + "\r\n").getBytes(ISO_8859_1);
    }
}
