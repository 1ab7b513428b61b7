package com.example.polling;

import java.util.Map;

/** A request that is not served: the HTTP status (RFC 9110, section 15), and one sentence for its sender. */
final class RefusedException extends Exception {

    private final int status;
    private final transient Map<String, String> fields;

    RefusedException(int status, String sentence) {
        this(status, sentence, Map.of());
    }

    /** @param fields header fields that the status asks for, or that tell a program what the sentence tells a human */
    RefusedException(int status, String sentence, Map<String, String> fields) {
        super(sentence);
        this.status = status;
        this.fields = fields;
    }

    int status() {
        return status;
    }

    Map<String, String> fields() {
        return fields;
    }
}
