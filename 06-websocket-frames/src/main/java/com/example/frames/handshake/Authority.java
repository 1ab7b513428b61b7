package com.example.frames.handshake;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port, as in a {@code Host} field or after the {@code //} of an address (RFC 9110, section 7.2; RFC 3986,
 * section 3.2). A user's name in front of the host is not part of it, and is refused.
 *
 * @param host in lower case; an IPv6 address in its brackets
 * @param port 0 to 65535; -1 if none is given, which means the scheme's own
 */
public record Authority(String host, int port) {

    private static final Pattern AUTHORITY = Pattern.compile(
            "(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+,;=%-]+)(?::([0-9]{0,5}))?");
    private static final int MAX_PORT = 65_535;

    /** Reads {@code host}, {@code host:} or {@code host:port}; empty if it is none of them. */
    public static Optional<Authority> parse(String text) {
        Matcher parts = AUTHORITY.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String port = parts.group(2) == null ? "" : parts.group(2);
        int number = port.isEmpty() ? -1 : Integer.parseInt(port);
        return number > MAX_PORT ? Optional.empty()
                : Optional.of(new Authority(parts.group(1).toLowerCase(Locale.ROOT), number));
    }

    /** Whether the host is one of these, whatever the port: a proxy may forward another one to us. */
    public boolean isAmong(Set<String> hosts) {
        return hosts.contains(host);
    }

    /**
     * Whether a page with this {@code Origin} came from here: over HTTP, or over TLS that ends in front of this server.
     * An origin leaves out the scheme's own port (RFC 6454, section 6.2), and so may this authority.
     */
    public boolean isOriginOf(String origin) {
        return origin.equalsIgnoreCase("http://" + withoutPort(80))
                || origin.equalsIgnoreCase("https://" + withoutPort(443));
    }

    /** As it goes into a {@code Host} field: without the port if it is the scheme's own. */
    public String withoutPort(int schemesOwn) {
        return port < 0 || port == schemesOwn ? host : host + ":" + port;
    }
}
