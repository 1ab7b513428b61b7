package com.example.undertow;

import java.util.ArrayList;
import java.util.List;

/**
 * One extension in a {@code Sec-WebSocket-Extensions} field (RFC 6455, section 9.1), such as
 * {@code permessage-deflate; client_max_window_bits; server_max_window_bits=10}.
 *
 * @param parameters in their order, as often as each occurs
 */
record Extension(String name, List<Parameter> parameters) {

    static final String FIELD = "Sec-WebSocket-Extensions";

    /**
     * One parameter.
     *
     * @param value without its quotation marks; empty if there is none
     */
    record Parameter(String name, String value) {
    }

    // tag::list[]
    /**
     * Reads the extensions that a request offers, the best first.
     *
     * @param fields the value of each field line
     * @throws RefusedException 400 for what does not follow the grammar. A value in quotation marks must be a token
     *     too, so it hides no comma; and a field without any extension is none.
     */
    static List<Extension> list(List<String> fields) throws RefusedException {
        List<Extension> extensions = new ArrayList<>();
        for (String element : Syntax.split(String.join(",", fields), ',')) {
            if (element.isEmpty()) {
                continue;                                 // empty elements do not count (RFC 9110, section 5.6.1.2)
            }
            List<String> parts = Syntax.split(element, ';');
            List<Parameter> parameters = new ArrayList<>();
            for (String parameter : parts.subList(1, parts.size())) {
                int equals = parameter.indexOf('=');
                String name = equals < 0 ? parameter : parameter.substring(0, equals);
                String value = equals < 0 ? "" : token(Syntax.unquoted(Syntax.trim(parameter.substring(equals + 1))));
                parameters.add(new Parameter(token(Syntax.trim(name)), value));
            }
            extensions.add(new Extension(token(parts.get(0)), List.copyOf(parameters)));
        }
        if (extensions.isEmpty() && !fields.isEmpty()) {
            throw malformed();
        }
        return extensions;
    }
    // end::list[]

    /** As it goes into the field. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name);
        parameters.forEach(each -> text.append("; ").append(each.name)
                .append(each.value.isEmpty() ? "" : "=" + each.value));
        return text.toString();
    }

    private static String token(String text) throws RefusedException {
        if (!Syntax.isToken(text)) {
            throw malformed();
        }
        return text;
    }

    private static RefusedException malformed() {
        return new RefusedException(400, "The Sec-WebSocket-Extensions field is malformed.");
    }
}
