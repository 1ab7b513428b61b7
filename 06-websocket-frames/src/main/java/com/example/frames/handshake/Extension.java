package com.example.frames.handshake;

import java.util.ArrayList;
import java.util.List;

/**
 * One extension in a {@code Sec-WebSocket-Extensions} field, offered or accepted (RFC 6455, section 9.1), such as
 * {@code permessage-deflate; client_max_window_bits; server_max_window_bits=10}.
 *
 * @param parameters in their order, as often as each occurs
 */
public record Extension(String name, List<Parameter> parameters) {

    static final String FIELD = "Sec-WebSocket-Extensions";

    /**
     * One parameter.
     *
     * @param value without its quotation marks; empty if there is none
     */
    public record Parameter(String name, String value) {
    }

    // tag::list[]
    /**
     * Reads the extensions in a head, the best first.
     *
     * @throws RefusedException 400 for what does not follow the grammar. A value in quotation marks must be a token
     *     too, so it hides no comma; and a field without any extension is none.
     */
    public static List<Extension> list(HeaderFields fields) throws RefusedException {
        List<Extension> extensions = new ArrayList<>();
        for (String element : fields.list(FIELD)) {
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
        if (extensions.isEmpty() && !fields.all(FIELD).isEmpty()) {
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
        return RefusedException.badRequest("The Sec-WebSocket-Extensions field is malformed.");
    }
}
