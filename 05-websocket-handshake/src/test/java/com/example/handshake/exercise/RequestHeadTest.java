package com.example.handshake.exercise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.example.handshake.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("5.2 RequestHead")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Story.InOneThread
class RequestHeadTest {

    private static final int LIMIT = 1000;
    private static final String HEAD =
            "GET /chat HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\nconnection: Upgrade\r\n\r\n";
    private static final String FRAME = "\u0081\u0080\r\n\r\n";

    @Test
    @Order(1)
    void the_example_of_the_javadoc() {
        Story story = Story.of(
                "Names are compared without regard to case; a field can come twice: RFC 9110, 5.1 and 5.3.");
        RequestHead head = read(story, HEAD, LIMIT);
        story.same("the method", "GET", head.method());
        story.same("the target", "/chat", head.target());
        story.same("the version", "HTTP/1.1", head.version());
        story.same("the fields", Map.of("host", List.of("a"), "connection", List.of("keep-alive", "Upgrade")),
                head.fields());
        read(story, "GET / HTTP/1.1\r\nX: y\r\n\r\n", LIMIT);
        story.same("the fields of the first head, after that", Set.of("host", "connection"), head.fields().keySet());
    }

    @Test
    @Order(10)
    void it_comes_out_whole_wherever_the_stream_is_cut() {
        for (int cut = 0; cut <= HEAD.length(); cut++) {
            Story story = Story.of(
                    "One read is not one request: a segment may end at any byte (RFC 9293, section 3.8).");
            story.step("the head arrives in two segments, cut after byte %d of %d", cut, HEAD.length());
            InputStream in = new Segments(HEAD, cut);
            RequestHead head = story.call("read(in, 1000)", () -> RequestHead.read(in, LIMIT));
            story.same("fields", 2, head.fields().size());
            story.same("the target", "/chat", head.target());
        }
    }

    @Test
    @Order(11)
    void what_follows_the_empty_line_stays_in_the_stream() {
        for (int cut = 0; cut <= HEAD.length() + FRAME.length(); cut++) {
            Story story = Story.of(
                    "What follows the empty line are frames, and belongs to the next reader: RFC 9112, section 6.");
            story.step("a head, and %s behind it, in two segments, cut after byte %d",
                    Story.hex(FRAME.getBytes(ISO_8859_1)), cut);
            Segments in = new Segments(HEAD + FRAME, cut);
            story.call("read(in, 1000)", () -> RequestHead.read(in, LIMIT));
            story.that(!in.closed, "the stream is open", "it is closed, and the connection with it");
            byte[] rest = story.call("(the rest of the stream)", in::readAllBytes);
            story.bytes("what follows", FRAME.getBytes(ISO_8859_1), rest);
        }
    }

    @Test
    @Order(3)
    void names_are_the_same_in_any_country() {
        Locale before = Locale.getDefault();
        Locale.setDefault(new Locale("tr"));
        try {
            Story story = Story.of("Names of fields are in no language: where Turkish is spoken, toLowerCase() "
                    + "without a Locale makes another letter of the I.");
            RequestHead head = read(story, "GET / HTTP/1.1\r\nORIGIN: a\r\n\r\n", LIMIT);
            story.same("the fields", Map.of("origin", List.of("a")), head.fields());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    @Order(2)
    void spaces_and_tabs_around_a_value_do_not_count() {
        Story story = Story.of("field-line = name \":\" OWS value OWS: RFC 9112, section 5.");
        RequestHead head = read(story, "GET / HTTP/1.1\r\nA:1\r\nB: \t 2  3\t \r\nC:\r\nD: x:y\r\n\r\n", LIMIT);
        story.same("the fields", Map.of("a", List.of("1"), "b", List.of("2  3"), "c", List.of(""), "d", List.of("x:y")),
                head.fields());
    }

    @Test
    @Order(4)
    void a_value_may_have_any_byte_over_7f() {
        Story story = Story.of("A value may have bytes from 80 to ff, which mean nothing here: RFC 9110, section 5.5.");
        RequestHead head = read(story, "GET / HTTP/1.1\r\nX: \u00e4\u00ff\r\n\r\n", LIMIT);
        story.same("the fields", Map.of("x", List.of("\u00e4\u00ff")), head.fields());
    }

    @Test
    @Order(4)
    void every_other_character_belongs_to_its_value() {
        Story story = Story.of("CR LF ends a line, spaces and tabs around a value do not count: nothing else does.");
        String value = "\u000b\u00a0a\u0085b\fc\u00a0\u001c";
        RequestHead head = read(story, HEAD.replace("Host: a", "Host: \t" + value + "\t "), LIMIT);
        story.same("the values of host", List.of(value), head.fields().get("host"));
        RequestHead bare = read(story, "GET / HTTP/1.1\r\n\r\n", LIMIT);
        story.same("the fields of a head that has none", Map.of(), bare.fields());
    }

    @Test
    @Order(9)
    void an_end_before_the_empty_line_is_an_error() {
        for (int kept = 0; kept < HEAD.length(); kept++) {
            Story story = Story.of("A head that ends before its empty line is not a head: RFC 9112, section 8.");
            story.step("the client sends %d of %d bytes and closes", kept, HEAD.length());
            InputStream in = stream(HEAD.substring(0, kept));
            story.refused("read(in, 1000)", EOFException.class, () -> RequestHead.read(in, LIMIT));
        }
    }

    @Test
    @Order(5)
    void a_line_ends_in_CR_LF_and_in_nothing_else() {
        String rule = "A line ends in CR LF; two readers who disagree about its end can be played off: RFC 9112, 2.2.";
        refused(400, HEAD.replace("\r\n", "\n"), rule);
        refused(400, HEAD.replace("a\r\n", "a\n"), rule);
        refused(400, HEAD.replace("a\r\n", "a\rX: y\r\n"), rule);
        refused(400, HEAD.replace("\r\n\r\n", "\r\n\n"), rule);
        refused(400, HEAD.replace("\r\n\r\n", "\r\n\rX\r\n\r\n"), rule);
    }

    @Test
    @Order(6)
    void a_request_line_is_three_parts() {
        String rule = "request-line = method SP request-target SP HTTP-version: RFC 9112, section 3.";
        for (String line : List.of("GET /chat", "GET  /chat HTTP/1.1", " /chat HTTP/1.1", "GET /a b HTTP/1.1", "GET",
                "GET\t/chat\tHTTP/1.1", "GET /chat HTTP/1.1 ", "GET /chat ", "GET /chat HTTP/1.1 x", "")) {
            refused(400, HEAD.replace("GET /chat HTTP/1.1", line), rule);
        }
    }

    @Test
    @Order(7)
    void a_field_line_is_a_name_a_colon_and_a_value() {
        String rule = "No space before the colon, no field without one: RFC 9112, section 5.1.";
        for (String field : List.of("Host", "Host : a", "Host\t: a", ": a", "Ho st: a",
                "Ho\u0085 st: a")) {
            refused(400, HEAD.replace("Host: a", field), rule);
        }
    }

    @Test
    @Order(8)
    void a_field_is_not_folded() {
        String rule = "A server refuses a line that begins with a space (obs-fold): RFC 9112, section 5.2.";
        refused(400, HEAD.replace("Host: a", "Host: a\r\n b"), rule);
        refused(400, HEAD.replace("Host: a", "Host: a\r\n\tX: b"), rule);
    }

    @Test
    @Order(12)
    void the_limit_is_the_longest_head_that_is_accepted() {
        Story story = Story.of("The limit counts all bytes of the head, and is itself allowed.");
        read(story, HEAD, HEAD.length());
        RefusedException e = story.refused("read(in, " + (HEAD.length() - 1) + ")", RefusedException.class,
                () -> RequestHead.read(stream(HEAD), HEAD.length() - 1));
        story.same("the status", 431, e.status());
    }

    @Test
    @Order(13)
    void a_head_without_end_is_refused_at_the_limit() {
        endless("", "x");
        endless("", "\u0000");
        endless("GET / HTTP/1.1\r\n", "a: b\r\n");
        endless("GET / HTTP/1.1\r\nA: ", "x");
    }

    private static void endless(String start, String piece) {
        Story story = Story.of("A limit is checked before a byte more is read: 431, RFC 6585, section 5.");
        String sent = "a client sends \"" + start + "\", and then \"" + piece + "\" without end";
        story.step(sent.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0"));
        Endless in = new Endless(start, piece);
        RefusedException e = story.refused("read(in, 1000)", RefusedException.class,
                () -> RequestHead.read(in, LIMIT));
        story.same("the status", 431, e.status());
        story.that(in.given <= LIMIT, "at most 1000 bytes read", in.given + " bytes read");
    }

    private static RequestHead read(Story story, String head, int limit) {
        story.step("the stream carries \"%s\"", head.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t"));
        return story.call("read(in, " + limit + ")", () -> RequestHead.read(stream(head), limit));
    }

    private static void refused(int status, String head, String rule) {
        Story story = Story.of(rule);
        story.step("the stream carries \"%s\"", head.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t"));
        RefusedException e = story.refused("read(in, 1000)", RefusedException.class,
                () -> RequestHead.read(stream(head), LIMIT));
        story.same("the status", status, e.status());
        story.that(e.getMessage() != null && !e.getMessage().isBlank(), "a sentence", "\"" + e.getMessage() + "\"");
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
    }

    /** A stream that hands out one segment after the other, as a socket does: never both in one read. */
    private static final class Segments extends InputStream {

        private final byte[] bytes;
        private final int cut;
        private int at;
        private boolean closed;

        Segments(String text, int cut) {
            this.bytes = text.getBytes(ISO_8859_1);
            this.cut = cut;
        }

        @Override
        public int read() {
            return at == bytes.length ? -1 : bytes[at++] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int arrived = Math.min(length, (at < cut ? cut : bytes.length) - at);
            if (arrived == 0) {
                return length == 0 ? 0 : -1;
            }
            System.arraycopy(bytes, at, into, offset, arrived);
            at += arrived;
            return arrived;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** A stranger who never stops; after ten times the limit it gives up, so that a wrong answer ends, too. */
    private static final class Endless extends InputStream {

        private final String start;
        private final String piece;
        private int given;

        Endless(String start, String piece) {
            this.start = start;
            this.piece = piece;
        }

        @Override
        public int read() {
            if (given == 10 * LIMIT) {
                return -1;
            }
            int at = given++ - start.length();
            return at < 0 ? start.charAt(at + start.length()) : piece.charAt(at % piece.length());
        }
    }
}
