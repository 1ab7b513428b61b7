package com.example.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7692, section 7.1: which offer of compression is kept")
class DeflateOfferTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "permessage-deflate                                       | permessage-deflate",
        "permessage-deflate; client_max_window_bits               | permessage-deflate; client_max_window_bits",
        "permessage-deflate; client_max_window_bits=\"10\"        | permessage-deflate; client_max_window_bits=10",
        "permessage-deflate; client_no_context_takeover           | permessage-deflate; client_no_context_takeover",
        "permessage-deflate; server_max_window_bits=10, permessage-deflate | permessage-deflate",
        ",, permessage-deflate ,                                  | permessage-deflate",
        "permessage-deflate; server_max_window_bits=15            | ''",
        "permessage-deflate; client_max_window_bits=7             | ''",
        "permessage-deflate; client_max_window_bits=16            | ''",
        "permessage-deflate; client_max_window_bits=010           | ''",
        "permessage-deflate; client_no_context_takeover=1         | ''",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover | ''",
        "permessage-deflate; fast                                 | ''",
        "x-webkit-deflate-frame                                   | ''",
    })
    void section_7_1(String offers, String kept) throws RefusedException {
        assertEquals(kept, DeflateOffer.best(Extension.list(List.of(offers))).map(Extension::toString).orElse(""));
    }

    @Test
    void no_field_is_no_offer() throws RefusedException {
        assertEquals(Optional.empty(), DeflateOffer.best(Extension.list(List.of())));
    }

    /** Also behind an offer that can be kept: what cannot be read may mean anything. */
    @ParameterizedTest
    @ValueSource(strings = {"", ",", "permessage-deflate;", "permessage-deflate; client_max_window_bits=\"",
        "permessage-deflate; client_max_window_bits=", "permessage-deflate, x; a=\", permessage-deflate, \"",
        "permessage-deflate, x; =1"})
    void what_does_not_follow_the_grammar_is_refused(String offers) {
        assertThrows(RefusedException.class, () -> Extension.list(List.of(offers)));
    }
}
