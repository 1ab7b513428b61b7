package com.example.frames.handshake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The header fields of a head, in the order in which they came (RFC 9110, section 5). Names are compared without
 * regard to case. Values have no white space around them.
 */
public final class HeaderFields {

    /** No fields at all. */
    public static final HeaderFields NONE = new HeaderFields(List.of());

    private final List<Field> fields;

    /** One field line: {@code name ":" OWS value OWS}. */
    public record Field(String name, String value) {
    }

    private HeaderFields(List<Field> fields) {
        this.fields = fields;
    }

    /** A name, its value, the next name, its value, and so on. */
    public static HeaderFields of(String... namesAndValues) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new HeaderFields(fields);
    }

    // tag::parse[]
    /**
     * Parses field lines (RFC 9112, section 5).
     *
     * @throws RefusedException 400 for a folded line, a line without a colon, and a name that is not a token: white
     *     space between a name and its colon has let requests through proxies that understood them in another way
     */
    public static HeaderFields parse(List<String> lines) throws RefusedException {
        List<Field> fields = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(" ") || line.startsWith("\t")) {
                throw RefusedException.badRequest("A header field must not be folded onto a second line.");
            }
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw RefusedException.badRequest("A header field needs a colon after its name.");
            }
            String name = line.substring(0, colon);
            if (!Syntax.isToken(name)) {
                throw RefusedException.badRequest("The name of a header field must be a token, up to its colon.");
            }
            fields.add(new Field(name, Syntax.trim(line, colon + 1, line.length())));
        }
        return new HeaderFields(fields);
    }
    // end::parse[]

    /** These fields, and one more. */
    public HeaderFields and(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new HeaderFields(more);
    }

    /** These fields, and then those. */
    public HeaderFields and(HeaderFields others) {
        List<Field> more = new ArrayList<>(fields);
        more.addAll(others.fields);
        return new HeaderFields(more);
    }

    /** The value of each line with this name. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (Field field : fields) {
            if (field.name.equalsIgnoreCase(name)) {
                values.add(field.value);
            }
        }
        return values;
    }

    /**
     * The value of a field that may occur once.
     *
     * @throws RefusedException 400 if it occurs twice: two readers could pick two different values
     */
    public Optional<String> one(String name) throws RefusedException {
        String value = null;
        for (Field field : fields) {
            if (field.name.equalsIgnoreCase(name)) {
                if (value != null) {
                    throw RefusedException.badRequest("There must be only one " + name + " field.");
                }
                value = field.value;
            }
        }
        return Optional.ofNullable(value);
    }

    // tag::list[]
    /**
     * The elements of a field that is a list: over all its lines, split at the commas outside quoted strings. Empty
     * elements do not count (section 5.6.1.2).
     */
    public List<String> list(String name) {
        List<String> elements = new ArrayList<>();
        for (String value : all(name)) {
            for (String element : Syntax.split(value, ',')) {
                if (!element.isEmpty()) {
                    elements.add(element);
                }
            }
        }
        return elements;
    }

    /** Whether one element of such a list is this one, in upper or lower case. */
    public boolean lists(String name, String element) {
        for (String listed : list(name)) {
            if (listed.equalsIgnoreCase(element)) {
                return true;
            }
        }
        return false;
    }
    // end::list[]

    /** The field lines as they go over the wire, each with its CRLF. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        for (Field field : fields) {
            lines.append(field.name).append(": ").append(field.value).append("\r\n");
        }
        return lines.toString();
    }
}
