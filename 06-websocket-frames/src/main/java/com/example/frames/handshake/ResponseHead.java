package com.example.frames.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A status line and header fields (RFC 9112, sections 4 and 5).
 *
 * @param status 100 to 599
 * @param reason the words behind the status; they mean nothing to a program, and may be missing
 */
public record ResponseHead(int status, String reason, HeaderFields fields) {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[1-9] ([1-5][0-9]{2})(?: ([^\\r\\n]*))?");

    /** A head with the reason phrase that the standard gives to this status. */
    public static ResponseHead of(int status, HeaderFields fields) {
        return new ResponseHead(status, reason(status), fields);
    }

    /**
     * Makes sense of the lines of a head, without the empty one.
     *
     * @throws RefusedException 400 if it is not the head of a response of HTTP/1.1
     */
    public static ResponseHead parse(List<String> lines) throws RefusedException {
        Matcher line = STATUS_LINE.matcher(lines.get(0));
        if (!line.matches()) {
            throw RefusedException.badRequest("The response does not begin with a status line of HTTP/1.1.");
        }
        String reason = line.group(2) == null ? "" : line.group(2);
        return new ResponseHead(Integer.parseInt(line.group(1)), reason,
                HeaderFields.parse(lines.subList(1, lines.size())));
    }

    /** The same head with one more field. */
    public ResponseHead and(String name, String value) {
        return new ResponseHead(status, reason, fields.and(name, value));
    }

    /**
     * Whether another head follows, which is the response: a server or a proxy may first send {@code 103 Early Hints}
     * and the like, asked or not (RFC 9110, section 15.2). Nothing follows 101 but the other protocol.
     */
    public boolean isInterim() {
        return status < 200 && status != 101;
    }

    /** The head as it goes over the wire, with its empty line. */
    public byte[] bytes() {
        return ("HTTP/1.1 " + status + " " + reason + "\r\n" + fields + "\r\n").getBytes(ISO_8859_1);
    }

    private static String reason(int status) {
        return switch (status) {
            case 101 -> "Switching Protocols";
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 414 -> "URI Too Long";
            case 421 -> "Misdirected Request";
            case 426 -> "Upgrade Required";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            case 505 -> "HTTP Version Not Supported";
            default -> throw new IllegalArgumentException("no reason phrase for status " + status);
        };
    }
}
