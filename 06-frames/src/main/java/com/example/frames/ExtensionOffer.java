package com.example.frames;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One extension in a {@code Sec-WebSocket-Extensions} field, offered or accepted (RFC 6455, section 9.1):
 * {@code permessage-deflate; client_max_window_bits; server_max_window_bits=10}.
 *
 * @param parameters in their order; the value is empty when there is none
 */
public record ExtensionOffer(String name, Map<String, String> parameters) {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    /** A quoted value must be a token as well, once the quotes are gone. */
    private static final Pattern PARAMETER =
            Pattern.compile("[ \t]*;[ \t]*(" + TOKEN + ")(?:[ \t]*=[ \t]*(?:(" + TOKEN + ")|\"(" + TOKEN + ")\"))?");
    private static final Pattern EXTENSION = Pattern.compile("[ \t]*(" + TOKEN + ")((?:" + PARAMETER + ")*)[ \t]*");

    /**
     * Reads the value of a field, or of several joined by commas.
     *
     * @throws IllegalArgumentException with one sentence, if it does not follow the grammar or names a parameter twice
     */
    public static List<ExtensionOffer> parse(String field) {
        List<ExtensionOffer> offers = new ArrayList<>();
        Matcher extension = EXTENSION.matcher(field);
        int at = 0;
        while (at < field.length()) {
            extension.region(at, field.length());
            if (!extension.lookingAt() || extension.end() < field.length() && field.charAt(extension.end()) != ',') {
                throw new IllegalArgumentException("the field Sec-WebSocket-Extensions is malformed");
            }
            offers.add(new ExtensionOffer(extension.group(1), parameters(extension.group(2))));
            at = extension.end() + 1;
        }
        return offers;
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            String value = parameter.group(2) != null ? parameter.group(2) : parameter.group(3);
            if (parameters.put(parameter.group(1), value == null ? "" : value) != null) {
                parameters.put(parameter.group(1), TWICE);
            }
        }
        return parameters;
    }

    /** The value of a parameter that stands there twice: no value of any parameter is like it, so nobody takes it. */
    static final String TWICE = ",";
}
