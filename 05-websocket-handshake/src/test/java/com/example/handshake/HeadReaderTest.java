package com.example.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RequestHead")
@Execution(ExecutionMode.CONCURRENT)
class HeadReaderTest {

    @Test
    void the_example_comes_out_as_it_went_in() throws IOException {
        RequestHead head = read(Attempt.EXAMPLE);
        assertEquals("GET", head.method());
        assertEquals("/chat", head.target().text());
        assertEquals("HTTP/1.1", head.version());
        assertEquals(List.of("chat", "superchat"), head.fields().list("sec-websocket-protocol"));
        assertEquals(Attempt.EXAMPLE, new String(head.bytes(), ISO_8859_1));
    }

    @Test
    void it_is_read_whole_wherever_it_is_cut_and_what_follows_stays() throws IOException {
        byte[] frame = {(byte) 0x81, (byte) 0x80, 1, 2, 3, 4};
        String wire = Attempt.EXAMPLE + new String(frame, ISO_8859_1);
        for (int cut = 0; cut <= wire.length(); cut++) {
            InputStream in = new SequenceInputStream(stream(wire.substring(0, cut)), stream(wire.substring(cut)));
            RequestHead head = RequestHead.parse(new HeadReader(in).read());
            assertEquals(Attempt.EXAMPLE, new String(head.bytes(), ISO_8859_1), "cut at " + cut);
            assertArrayEquals(frame, in.readAllBytes(), "what follows, cut at " + cut);
        }
    }

    @Test
    void an_end_before_the_empty_line_is_the_end_of_the_stream() {
        for (int kept = 0; kept < Attempt.EXAMPLE.length(); kept++) {
            String half = Attempt.EXAMPLE.substring(0, kept);
            assertThrows(EOFException.class, () -> read(half), () -> "after " + half.length() + " bytes");
        }
    }

    @Test
    void one_empty_line_in_front_is_forgiven_and_a_second_is_not() throws IOException {
        assertEquals("/chat", read("\r\n" + Attempt.EXAMPLE).target().text());
        assertRefused(400, "\r\n\r\n" + Attempt.EXAMPLE);
    }

    @Test
    void names_are_compared_without_regard_to_case_and_values_are_trimmed() throws IOException {
        RequestHead head = read("GET / HTTP/1.1\r\nhOST:\t a \t\r\nX:\r\nx: 1\r\nX: b c\r\n\r\n");
        assertEquals(List.of("a"), head.fields().all("Host"));
        assertEquals(List.of("", "1", "b c"), head.fields().all("X"));
    }

    @Test
    void a_field_without_a_colon_and_one_without_a_name_are_told_apart() {
        assertEquals("A header field needs a colon after its name.", refusal("nonsense"));
        assertEquals("The name of a header field must be a token, up to its colon.", refusal(": nonsense"));
    }

    private static String refusal(String field) {
        String request = "GET / HTTP/1.1\r\n" + field + "\r\n\r\n";
        return assertThrows(RefusedException.class, () -> read(request)).getMessage();
    }

    @Test
    void a_list_goes_over_all_its_lines_and_leaves_out_empty_elements() throws IOException {
        RequestHead head = read(
                "GET / HTTP/1.1\r\nHost: a\r\nConnection: ,keep-alive ,\t,\r\nconnection:uPGRADE\r\n\r\n");
        assertEquals(List.of("keep-alive", "uPGRADE"), head.fields().list("Connection"));
        assertTrue(head.fields().lists("Connection", "Upgrade"));
    }

    @ParameterizedTest
    @CsvSource({"/chat, /chat, ''", "/chat?room=1, /chat, room=1", "/, /, ''", "/?, /, ''", "/??a, /, ?a",
        "//a/b, //a/b, ''",
        "http://a/chat?x, /chat, x", "HTTPS://a:1/, /, ''", "http://a, /, ''", "http://a?x, /, x",
        "/ch%61t, /chat, ''", "/%c3%a9?%c3, /\u00e9, %c3", "/a%2Fb%3f?[], /a/b?, []", "http://[::1]:80/x, /x, ''"})
    void a_target_is_a_path_or_an_address_with_a_path(String text, String path, String query) throws IOException {
        Target target = read("GET " + text + " HTTP/1.1\r\nHost: a\r\n\r\n").target();
        assertEquals(text, target.text());
        assertEquals(path, target.path());
        assertEquals(query, target.query());
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "chat", "a:80", "ftp://a/", "http:///x", "http://u@a/", "ws://a/chat", "http://a:b/",
        "http://a:99999/", "http:/a", "/\u00c3\u00a9", "/?\u00c3\u00a9", "/a#b", "/a|b", "/?a|b", "/\\", "/%", "/%4",
        "/%4g", "/?%zz", "/%ff", "/%c3", "/%ed%a0%80"})
    void other_targets_are_refused(String target) {
        assertRefused(400, "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({"OPTIONS *, 405", "CONNECT a:80, 405", "GET *, 400", "OPTIONS a:80, 400", "CONNECT a?b, 400"})
    void two_methods_have_targets_of_their_own(String start, int status) {
        assertRefused(status, start + " HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({"/, a:1, a, 1", "http://b, a:1, b, -1", "http://B:2/, a, b, 2"})
    void the_target_goes_before_the_host(String target, String field, String host, int port) throws IOException {
        Authority authority = read("GET " + target + " HTTP/1.1\r\nHost: " + field + "\r\n\r\n").authority();
        assertEquals(new Authority(host, port), authority);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /", "GET", "GET  / HTTP/1.1", " GET / HTTP/1.1", "GET / HTTP/1.1 ", "G(T / HTTP/1.1",
        "GET /a b HTTP/1.1", "GET\t/ HTTP/1.1", "GET / http/1.1",
        "GET / HTTP/1.x", "GET / HTTP/11", "GET / HTTP/1.10", "GET / ", "HTTP/1.1 101 Switching Protocols"})
    void a_malformed_request_line_is_refused(String line) {
        assertRefused(400, line + "\r\nHost: a\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/0.9", "HTTP/1.0", "HTTP/2.0", "HTTP/3.1"})
    void another_version_is_refused_as_such(String version) {
        assertRefused(505, "GET / " + version + "\r\nHost: a\r\n\r\n");
    }

    @Test
    void a_later_version_1_counts_as_1_1() throws IOException {
        assertEquals("HTTP/1.2", read("GET / HTTP/1.2\r\nHost: a\r\n\r\n").version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: a\r\nhost: a\r\n", "Host:\r\n", "Host: a b\r\n", "Host: a/b\r\n",
            "Host: u@a\r\n",
        "Host: a:b\r\n", "Host: a, b:1\r\n", "Host: a:65536\r\n", "Host: a:+1\r\n", "Host: [::1\r\n", "Host: ::1\r\n"})
    void a_request_needs_one_host(String fields) {
        assertRefused(400, "GET / HTTP/1.1\r\n" + fields + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a:80", "a:", "127.0.0.1:8005", "[::1]:8005"})
    void a_host_may_have_a_port_or_be_an_address(String host) throws IOException {
        assertEquals(List.of(host), read("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").fields().all("Host"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X\r\n", ": x\r\n", "X : x\r\n", "X: a\r\n b\r\n", "X: a\r\n\tb\r\n", "X: a\nY: b\r\n",
        "X: a\rY: b\r\n", "X: \0\r\n", "X: \u007f\r\n", "X: \u001b\r\n", "\u00e4: x\r\n"})
    void a_malformed_field_is_refused(String field) {
        assertRefused(400, "GET / HTTP/1.1\r\nHost: a\r\n" + field + "\r\n");
    }

    @Test
    void a_value_may_have_bytes_over_7f() throws IOException {
        assertEquals(List.of("\u00e4"), read("GET / HTTP/1.1\r\nHost: a\r\nX: \u00e4\r\n\r\n").fields().all("X"));
    }

    @Test
    void the_limits_are_what_is_still_accepted() throws IOException {
        String line = "GET / HTTP/1.1\r\nHost: a\r\n";
        read("GET /" + "x".repeat(HeadReader.MAX_LINE - 14) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        assertRefused(414, "GET /" + "x".repeat(HeadReader.MAX_LINE - 13) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        read(line + "X:" + "x".repeat(HeadReader.MAX_LINE - 2) + "\r\n\r\n");
        assertRefused(431, line + "X:" + "x".repeat(HeadReader.MAX_LINE - 1) + "\r\n\r\n");
        read(line + "X:\r\n".repeat(HeadReader.MAX_FIELDS - 1) + "\r\n");
        assertRefused(431, line + "X:\r\n".repeat(HeadReader.MAX_FIELDS) + "\r\n");
        String head = line + "X:" + "x".repeat(8000) + "\r\nY:" + "y".repeat(8000) + "\r\nZ:";
        int left = HeadReader.MAX_HEAD - head.length() - 4;
        read(head + "z".repeat(left) + "\r\n\r\n");
        assertRefused(431, head + "z".repeat(left + 1) + "\r\n\r\n");
    }

    @Test
    void a_line_without_end_is_refused_at_the_limit() throws IOException {
        InputStream endless = new InputStream() {
            private int given;

            @Override
            public int read() {
                given++;
                assertTrue(given <= HeadReader.MAX_LINE + 1, "it reads on after the limit");
                return 'x';
            }
        };
        assertEquals(414, assertThrows(RefusedException.class, () -> new HeadReader(endless).read()).status());
    }

    @Test
    void it_knows_a_request_for_the_head_alone_even_if_the_rest_is_refused() {
        assertTrue(isForHead("HEAD / HTTP/1.1\r\nHost\r\n"));
        assertTrue(isForHead("HEAD /\u00e9 HTTP/1.1\r\n\r\n"));
        assertTrue(isForHead("HEAD /" + "x".repeat(HeadReader.MAX_LINE)));
        assertFalse(isForHead("GET / HTTP/1.1\r\nHEAD : x\r\n\r\n"));
        assertFalse(isForHead("HEAD"));
        assertFalse(isForHead(""));
    }

    private static boolean isForHead(String wire) {
        HeadReader reader = new HeadReader(stream(wire));
        try {
            reader.read();
        } catch (IOException e) {
            // Whether it can be read or not, the method is known.
        }
        return reader.isForHead();
    }

    private static void assertRefused(int status, String head) {
        RefusedException e = assertThrows(RefusedException.class, () -> read(head), head);
        assertEquals(status, e.status(), e.getMessage());
    }

    private static RequestHead read(String head) throws IOException {
        return RequestHead.parse(new HeadReader(stream(head)).read());
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
    }
}
