package com.example.handshake.exercise;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("5.1 AcceptKey")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Story.InOneThread
class AcceptKeyTest {

    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    @Test
    @Order(1)
    void the_example_of_the_standard() {
        Story story = Story.of("Base64 of the 20 bytes of SHA-1(key, as it came, + the GUID): RFC 6455, section 1.3.");
        story.same("the accept key", ACCEPT, story.call("of(\"" + KEY + "\")", () -> AcceptKey.of(KEY)));
    }

    @Test
    @Order(2)
    void other_keys_have_other_answers() {
        Story story = Story.of("The answer is made from the key: RFC 6455, section 4.2.2, point 5.4.");
        of(story, "AAAAAAAAAAAAAAAAAAAAAA==", "ICX+Yqv66kxgM0FcWaLWlFLwTAI=");
        of(story, "/////////////////////w==", "XXpj4jYzLM2yUE0C7TIgMwTQh2g=");
        of(story, "x3JJHMbDL1EzLkh9GBhXDw==", "HSmrc0sMlYUkAGmm5OPpG2HaGWk=");
    }

    @Test
    @Order(3)
    void it_is_the_same_each_time() {
        Story story = Story.of("Nothing stays behind from one key to the next: a digest is made again, or reset.");
        for (int i = 0; i < 2; i++) {
            of(story, KEY, ACCEPT);
        }
    }

    @Test
    @Order(4)
    void a_key_has_16_bytes() {
        for (String key : List.of("", "dGhlIHNhbXBsZSBub25j", "dGhlIHNhbXBsZSBub25jZSE=")) {
            refused(key, "A key is the Base64 of exactly 16 bytes: RFC 6455, section 4.1, point 7 of the request.");
        }
    }

    @Test
    @Order(5)
    void a_key_is_base64() {
        for (String key : List.of("!!!!!!!!!!!!!!!!!!!!!!==", "dGhlIHNhbXBsZSBub25j_Q==",
                "dGhlIHNhbXBsZSBub25jZQ== x", "dGhlIHNhbXBsZSBub25jZQ==\r\n", " dGhlIHNhbXBsZSBub25jZQ==",
                "dGhlIHNhbXBsZS\r\nBub25jZQ==", "dGhl IHNhbXBsZSBub25jZQ==")) {
            refused(key, "A key is Base64 with the alphabet of RFC 4648, section 4 (+ and /), and nothing around it.");
        }
    }

    @Test
    @Order(6)
    void a_key_is_written_as_an_encoder_writes_it() {
        for (String key : List.of("dGhlIHNhbXBsZSBub25jZR==", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQ=")) {
            refused(key,
                    "Base64 has one canonical form: padding is there, and unused bits are zero (RFC 4648, 3.2, 3.5).");
        }
    }

    @Test
    @Order(7)
    void the_right_answer_is_a_proof_with_spaces_around_it_too() {
        Story story = Story.of("Spaces and tabs around the value do not count: RFC 6455, section 4.1, point 4.");
        proves(story, true, ACCEPT);
        proves(story, true, " \t" + ACCEPT + " ");
    }

    @Test
    @Order(8)
    void another_answer_is_none() {
        Story story = Story.of(
                "Any other value fails the connection; case counts in Base64: RFC 6455, section 4.1, point 4.");
        proves(story, false, "HSmrc0sMlYUkAGmm5OPpG2HaGWk=");
        proves(story, false, ACCEPT.toLowerCase(Locale.ROOT));
        proves(story, false, ACCEPT.replace("=", ""));
        proves(story, false, KEY);
        proves(story, false, ACCEPT + "x");
        proves(story, false, ACCEPT + ", " + ACCEPT);
        proves(story, false, ACCEPT.replace("=", " ="));
        proves(story, false, "");
        proves(story, false, ACCEPT + "\u00a0");
        proves(story, false, "\f" + ACCEPT);
    }

    @Test
    @Order(9)
    void no_answer_and_two_answers_are_none_either() {
        Story story = Story.of("The field is in the response once: RFC 6455, sections 4.1, point 4, and 11.3.3.");
        proves(story, false);
        proves(story, false, ACCEPT, ACCEPT);
        proves(story, false, ACCEPT, "x");
        proves(story, false, "", ACCEPT);
        proves(story, false, ACCEPT, " ");
    }

    @Test
    @Order(10)
    void no_key_can_be_proved() {
        for (List<String> accept : List.of(List.of(ACCEPT), List.<String>of())) {
            Story.of("What is no key cannot have been sent: the caller has made a mistake.").refused(
                    "proves(\"AAAA\", " + accept + ")", IllegalArgumentException.class,
                    () -> AcceptKey.proves("AAAA", accept));
        }
    }

    private static void of(Story story, String key, String accept) {
        story.same("the accept key", accept, story.call("of(\"" + key + "\")", () -> AcceptKey.of(key)));
    }

    private static void refused(String key, String rule) {
        Story.of(rule).refused("of(\"" + key + "\")", IllegalArgumentException.class, () -> AcceptKey.of(key));
    }

    private static void proves(Story story, boolean expected, String... accept) {
        List<String> values = List.of(accept);
        story.same("it proves that the server has read the key", expected,
                story.call("proves(\"" + KEY + "\", " + values + ")", () -> AcceptKey.proves(KEY, values)));
    }
}
