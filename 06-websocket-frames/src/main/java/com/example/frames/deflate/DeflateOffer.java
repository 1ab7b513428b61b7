package com.example.frames.deflate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the two sides have agreed on about permessage-deflate (RFC 7692, section 7.1): the parameters in the server's
 * response; bits that it does not name are -1.
 */
public record DeflateOffer(boolean serverNoContextTakeover, boolean clientNoContextTakeover, int serverMaxWindowBits,
        int clientMaxWindowBits) {

    /** The name of the extension. */
    public static final String NAME = "permessage-deflate";
    /** What a client offers besides the name: its consent to use a smaller window if the server wants one. */
    public static final String PARAMETER = "client_max_window_bits";

    private static final Pattern WINDOW_BITS = Pattern.compile("[89]|1[0-5]");

    // tag::accept[]
    /**
     * A server's choice: the first of the client's offers that it can keep; empty if there is none.
     *
     * @param offers each as {@code permessage-deflate; client_max_window_bits; server_max_window_bits=10}
     */
    public static Optional<DeflateOffer> accept(List<String> offers) {
        for (String offer : offers) {
            Optional<DeflateOffer> kept = parse(offer, true);
            if (kept.isPresent()) {
                return kept;
            }
        }
        return Optional.empty();
    }
    // end::accept[]

    /** A client's look at the server's response: empty if it is no answer to what this class offers. */
    public static Optional<DeflateOffer> confirm(String accepted) {
        return parse(accepted, false);
    }

    private static Optional<DeflateOffer> parse(String text, boolean offered) {
        String[] parts = text.split("; ");
        Map<String, String> parameters = new HashMap<>();
        boolean fine = parts[0].equals(NAME);
        for (int i = 1; fine && i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String name = equals < 0 ? parts[i] : parts[i].substring(0, equals);
            String value = equals < 0 ? "" : parts[i].substring(equals + 1);
            fine = isValid(name, value, offered) && parameters.put(name, value) == null;
        }
        return fine ? Optional.of(of(parameters, offered)) : Optional.empty();
    }

    private static boolean isValid(String name, String value, boolean offered) {
        return switch (name) {
            case "server_no_context_takeover", "client_no_context_takeover" -> value.isEmpty();
            case "server_max_window_bits" -> WINDOW_BITS.matcher(value).matches();
            case PARAMETER -> WINDOW_BITS.matcher(value).matches() || offered && value.isEmpty();
            default -> false;
        };
    }

    private static DeflateOffer of(Map<String, String> parameters, boolean offered) {
        String serverBits = parameters.getOrDefault("server_max_window_bits", "");
        String clientBits = parameters.getOrDefault(PARAMETER, "");
        return new DeflateOffer(parameters.containsKey("server_no_context_takeover"),
                parameters.containsKey("client_no_context_takeover"),
                serverBits.isEmpty() ? -1 : Integer.parseInt(serverBits),
                // Any window of the client's fits the one of an Inflater: no need to ask it for less than it has.
                clientBits.isEmpty() || offered ? -1 : Integer.parseInt(clientBits));
    }

    /** As the server's response says it in {@code Sec-WebSocket-Extensions}. */
    @Override
    public String toString() {
        return NAME + (serverNoContextTakeover ? "; server_no_context_takeover" : "")
                + (clientNoContextTakeover ? "; client_no_context_takeover" : "")
                + (serverMaxWindowBits < 0 ? "" : "; server_max_window_bits=" + serverMaxWindowBits)
                + (clientMaxWindowBits < 0 ? "" : "; client_max_window_bits=" + clientMaxWindowBits);
    }
}
