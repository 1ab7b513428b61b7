package com.example.jetty;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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

    /** The first offer that can be kept, if there is one. */
    static Optional<Extension> best(List<Extension> offers) {
        return offers.stream().filter(DeflateOffer::canBeKept).findFirst();
    }

    private static boolean canBeKept(Extension offer) {
        Set<String> seen = new HashSet<>();
        return offer.name().equals("permessage-deflate")
                && offer.parameters().stream().allMatch(each -> seen.add(each.name()) && isKept(each));
    }

    // tag::kept[]
    /** Whether Jetty can keep this parameter of an offered compression. */
    private static boolean isKept(Extension.Parameter parameter) {
        String value = parameter.value();
        return switch (parameter.name()) {
            case "server_no_context_takeover", "client_no_context_takeover" -> value.isEmpty();
            // Jetty lets the client keep its window of 15 bits, which it may always do.
            case "client_max_window_bits" -> value.isEmpty() || WINDOW.matcher(value).matches();
            // 15 would be fine, but Jetty does not answer it, and the client waits for the answer.
            default -> false;
        };
    }
    // end::kept[]
}
