package com.example.frames.deflate;

import com.example.frames.handshake.HttpHead;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One extension in a {@code Sec-WebSocket-Extensions} field, offered or accepted (RFC 6455, section 9.1), such as
 * {@code permessage-deflate; client_max_window_bits; server_max_window_bits=10}.
 *
 * @param parameters in their order; a parameter without a value has the empty one
 * @param repeated whether a parameter stands there twice: no extension that we know of allows it
 */
public record ExtensionOffer(String name, Map<String, String> parameters, boolean repeated) {

    /**
     * Reads the value of a field, or of several joined by commas.
     *
     * @throws IllegalArgumentException with one sentence, if it does not follow the grammar
     */
    public static List<ExtensionOffer> parse(String field) {
        List<ExtensionOffer> offers = new ArrayList<>();
        // A quoted value must be a token too, so no comma or semicolon hides in one.
        for (String extension : field.split(",")) {
            if (!extension.isBlank()) {
                offers.add(offer(extension.split(";", -1)));
            }
        }
        return offers;
    }

    private static ExtensionOffer offer(String[] parts) {
        Map<String, String> parameters = new LinkedHashMap<>();
        boolean repeated = false;
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            String value = pair.length == 1 ? "" : token(unquoted(pair[1].strip()));
            repeated |= parameters.put(token(pair[0].strip()), value) != null;
        }
        return new ExtensionOffer(token(parts[0].strip()), parameters, repeated);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static String token(String text) {
        if (!HttpHead.isToken(text)) {
            throw new IllegalArgumentException("the field Sec-WebSocket-Extensions is malformed");
        }
        return text;
    }
}
