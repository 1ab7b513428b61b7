package com.example.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Authority: a host and a port")
class AuthorityTest {

    @ParameterizedTest
    @CsvSource({"localhost, localhost, -1", "LocalHost:8005, localhost, 8005", "localhost:, localhost, -1",
        "127.0.0.1:0, 127.0.0.1, 0", "[::1]:65535, [::1], 65535", "[::FFFF:127.0.0.1], [::ffff:127.0.0.1], -1",
        "a:00080, a, 80", "my_host.%41-b, my_host.%41-b, -1"})
    void it_is_read(String text, String host, int port) {
        assertEquals(Optional.of(new Authority(host, port)), Authority.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":80", "a b", "a:b", "localhost:evil", "a:-1", "a:+1", "a:65536", "a:000080", "a:1:2",
        "::1", "[::1", "[::1]x", "[]", "[g]", "user@a", "user:password@a:1", "a/b", "a?b", "a#b", "a\\b", "\u00e9",
        "a:\u0661"})
    void another_text_is_none(String text) {
        assertEquals(Optional.empty(), Authority.parse(text));
    }

    @Test
    void a_long_one_is_read_all_the_same() {
        assertTrue(Authority.parse("a".repeat(100_000) + ":1").isPresent());
    }

    @ParameterizedTest
    @CsvSource({"a, http://a, true", "a, https://a, true", "a:80, http://a, true", "a:443, https://a, true",
        "a, HTTP://A, true", "a:81, http://a:81, true", "a:81, https://a:81, true", "[::1]:8, http://[::1]:8, true",
        "a:80, https://a:80, true", "a:80, https://a, false", "a:443, http://a, false", "a, http://a:81, false",
        "a:81, http://a, false", "a, http://a.evil, false", "a, http://b, false", "a, null, false", "a, '', false",
        "a, ws://a, false", "a, http://a/, false"})
    void a_page_of_its_own_has_this_origin(String authority, String origin, boolean own) {
        assertEquals(own, Authority.parse(authority).orElseThrow().isOriginOf(origin));
    }

    @Test
    void the_name_counts_whatever_the_port() {
        assertTrue(new Authority("a", 1).isAmong(Set.of("a", "b")));
        assertEquals(false, new Authority("c", 1).isAmong(Set.of("a", "b")));
    }
}
