package com.example.jetty;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Chooses among the offers of permessage-deflate (RFC 7692, section 7.1). Jetty takes the first offer, drops what it
 * does not know how to do, and agrees to the rest: an offer with a wrong parameter, and one that wants a smaller window
 * from the server, must be declined instead.
 */
final class DeflateOffer {

    private static final Pattern WINDOW = Pattern.compile("[89]|1[0-5]");

    private DeflateOffer() {
    }

    /**
     * The first offer that can be kept, as it stands there; empty if there is none.
     *
     * @param fields the values of {@code Sec-WebSocket-Extensions}, in their order
     */
    static String best(List<String> fields) {
        for (String field : fields) {
            for (String offer : field.split(",")) {
                if (canBeKept(offer)) {
                    return offer.strip();
                }
            }
        }
        return "";
    }

    private static boolean canBeKept(String offer) {
        String[] parts = offer.split(";", -1);
        Set<String> seen = new HashSet<>();
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].split("=", 2);
            String name = parameter[0].strip();
            String value = parameter.length == 1 ? null : parameter[1].strip();
            if (!seen.add(name) || !isKept(name, unquoted(value))) {
                return false;
            }
        }
        return parts[0].strip().equals("permessage-deflate");
    }

    // tag::kept[]
    private static boolean isKept(String name, String value) {
        return switch (name) {
            case "server_no_context_takeover", "client_no_context_takeover" -> value == null;
            // Jetty lets the client keep its window of 15 bits, which it may always do.
            case "client_max_window_bits" -> value == null || WINDOW.matcher(value).matches();
            // 15 would be fine, but Jetty does not answer it, and the client waits for the answer.
            default -> false;
        };
    }
    // end::kept[]

    /** A value may stand in quotes: what is inside must then be a token, too (RFC 6455, section 9.1). */
    private static String unquoted(String value) {
        boolean quoted = value != null && value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
