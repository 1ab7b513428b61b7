package com.example.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 7692, section 7.1: which offer of compression is kept")
class DeflateOfferTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "permessage-deflate                                       | permessage-deflate",
        "permessage-deflate; client_max_window_bits               | permessage-deflate; client_max_window_bits",
        "permessage-deflate; client_max_window_bits=\"10\"        | permessage-deflate; client_max_window_bits=\"10\"",
        "permessage-deflate; client_no_context_takeover           | permessage-deflate; client_no_context_takeover",
        "permessage-deflate; server_max_window_bits=10, permessage-deflate | permessage-deflate",
        "permessage-deflate; server_max_window_bits=15            | ''",
        "permessage-deflate; client_max_window_bits=7             | ''",
        "permessage-deflate; client_max_window_bits=\"            | ''",
        "permessage-deflate; client_max_window_bits=16            | ''",
        "permessage-deflate; client_max_window_bits=010           | ''",
        "permessage-deflate; client_no_context_takeover=1         | ''",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover | ''",
        "permessage-deflate; fast                                 | ''",
        "permessage-deflate;                                      | ''",
        "x-webkit-deflate-frame                                   | ''",
        "''                                                       | ''",
    })
    void section_7_1(String offers, String kept) {
        assertEquals(kept, DeflateOffer.best(List.of(offers)));
    }
}
