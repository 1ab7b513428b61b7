package com.example.handshake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request is for (RFC 9112, section 3.2): {@code /chat?room=1}, or the absolute form with a scheme and an
 * authority in front of it, which every server must understand.
 *
 * @param text as it came
 * @param scheme of the absolute form, {@code http} or {@code https}; empty for a path alone
 * @param authority of the absolute form
 * @param path decoded: {@code /ch%61t} is {@code /chat} (RFC 3986, section 6.2.2.2)
 * @param query what follows the first question mark, not decoded; empty if there is none
 */
public record Target(String text, String scheme, Optional<Authority> authority, String path, String query) {

    private static final Pattern ABSOLUTE = Pattern.compile("(?i:(https?)://)([^/?]*)");
    /**
     * What RFC 3986 allows in a path and a query besides letters and digits (sections 3.3 and 3.4), and the brackets,
     * which browsers send as they are.
     */
    private static final String MARKS = "[]-._~!$&'()*+,;=:@/?%";

    // tag::parse[]
    /**
     * Takes the target of a request apart, in its two forms.
     *
     * @throws RefusedException 400 for a target in neither form; for a character that must be sent as {@code %XX}; for
     *     a {@code %} without two digits; for a path that is not UTF-8. Nothing is repaired: a filter in front of this
     *     server may have repaired it in another way (RFC 9112, section 3.2).
     */
    public static Target parse(String text) throws RefusedException {
        if (text.startsWith("/")) {
            return of(text, "", Optional.empty(), text);
        }
        Matcher absolute = ABSOLUTE.matcher(text);
        if (!absolute.lookingAt()) {
            throw RefusedException.badRequest("The request target must be a path, or an http address with a path.");
        }
        Authority authority = Authority.parse(absolute.group(2)).orElseThrow(() ->
                RefusedException.badRequest("The request target must name a host, and a port if need be."));
        String scheme = absolute.group(1).toLowerCase(Locale.ROOT);
        return of(text, scheme, Optional.of(authority), text.substring(absolute.end()));
    }
    // end::parse[]

    private static Target of(String text, String scheme, Optional<Authority> authority, String pathAndQuery)
            throws RefusedException {
        checkCharacters(pathAndQuery);
        int mark = pathAndQuery.indexOf('?');
        String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
        String query = mark < 0 ? "" : pathAndQuery.substring(mark + 1);
        return new Target(text, scheme, authority, path.isEmpty() ? "/" : decoded(path), query);
    }

    private static void checkCharacters(String text) throws RefusedException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean allowed = c < 0x80 && (Character.isLetterOrDigit(c) || MARKS.indexOf(c) >= 0);
            if (!allowed || c == '%' && !(isHex(text, i + 1) && isHex(text, i + 2))) {
                throw RefusedException.badRequest("The request target has a character that must be sent as %XX.");
            }
        }
    }

    private static boolean isHex(String text, int at) {
        return at < text.length() && text.charAt(at) < 0x80 && Character.digit(text.charAt(at), 16) >= 0;
    }

    private static String decoded(String path) throws RefusedException {
        if (path.indexOf('%') < 0) {
            return path;                                    // as almost all are
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            bytes.write(c == '%' ? Integer.parseInt(path, i + 1, i + 3, 16) : c);
            i += c == '%' ? 2 : 0;
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
        } catch (CharacterCodingException e) {
            throw RefusedException.badRequest("The path of the request target is not UTF-8.");
        }
    }
}
