package com.example.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.frames.handshake.RefusedException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;

/** The parameters of a request, {@code name=NAME&after=ID}, as the WHATWG's URLs have them in a query. */
final class Query {

    private Query() {
    }

    /**
     * Takes a query apart. An empty part between two {@code &} is not a parameter.
     *
     * @param query what follows the question mark, not decoded; may be empty
     * @throws RefusedException 400 for a parameter that is not UTF-8, or occurs twice
     */
    static Map<String, String> parse(String query) throws RefusedException {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : query.split("&")) {
            if (!parameter.isEmpty()) {
                int equals = parameter.indexOf('=');
                String name = decoded(equals < 0 ? parameter : parameter.substring(0, equals));
                String value = equals < 0 ? "" : decoded(parameter.substring(equals + 1));
                if (parameters.put(name, value) != null) {
                    throw new RefusedException(400, "A parameter of the query occurs twice.");
                }
            }
        }
        return parameters;
    }

    private static String decoded(String text) throws RefusedException {
        String decoded = URLDecoder.decode(text, UTF_8);
        if (decoded.indexOf('\uFFFD') >= 0) {
            throw new RefusedException(400, "A parameter of the query is not UTF-8.");
        }
        return decoded;
    }
}
