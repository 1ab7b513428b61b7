package com.example.tcp.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("1.2 LineThenBytes")
@Story.InOneThread
class LineThenBytesTest {

    private static final String ONE_STREAM =
            "A reader of lines takes the line and its end, and not a byte more: the rest is for another reader.";

    @Test
    @Order(1)
    void a_line_ends_with_a_line_feed_or_with_carriage_return_and_line_feed() {
        for (String end : new String[] {"\n", "\r\n"}) {
            Story story = Story.of("A line feed ends the line; a carriage return just before it belongs to the end.");
            line(story, arrived(story, "hello" + end), "hello");
        }
    }

    @Test
    @Order(2)
    void a_carriage_return_elsewhere_belongs_to_the_line() {
        Story story = Story.of("Only a carriage return JUST BEFORE the line feed is part of the end of the line.");
        line(story, arrived(story, "a\rb\r\r\n"), "a\rb\r");
    }

    @Test
    @Order(3)
    void an_empty_line_is_a_line_and_the_end_of_the_stream_is_none() {
        Story story = Story.of("An empty line is \"\", the end of the stream is null: they are not the same.");
        InputStream in = arrived(story, "\r\n\n");
        line(story, in, "");
        line(story, in, "");
        String end = story.call("readLine(in)", () -> LineThenBytes.readLine(in));
        story.same("at the end of the stream", null, end);
    }

    @Test
    @Order(4)
    void not_one_byte_behind_the_line_is_taken() {
        Story story = Story.of(ONE_STREAM);
        byte[] bytes = HexFormat.of().parseHex("6f6b0a" + "810548656c6c6f");
        story.step("a line and a binary frame arrive in one piece: %s", Story.hex(bytes));
        InputStream in = new ByteArrayInputStream(bytes);
        line(story, in, "ok");
        story.step("another reader reads the rest of the stream");
        story.bytes("the rest", Arrays.copyOfRange(bytes, 3, bytes.length), rest(in));
    }

    @Test
    @Order(5)
    void the_stream_stays_open() {
        Story story = Story.of("To close a socket's stream closes the socket: what comes next could not be read.");
        boolean[] closed = new boolean[1];
        InputStream in = new ByteArrayInputStream("ok\nabc".getBytes(UTF_8)) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        story.step("the stream carries \"ok\", a line feed, \"abc\"");
        line(story, in, "ok");
        story.that(!closed[0], "the stream is open", "it is closed");
        story.call("readBytes(in, 3)", () -> LineThenBytes.readBytes(in, 3));
        story.that(!closed[0], "the stream is open", "it is closed");
    }

    @Test
    @Order(6)
    void a_long_stream_behind_the_line_is_left_alone() {
        Story story = Story.of(ONE_STREAM);
        byte[] bytes = Arrays.copyOf("ok\n".getBytes(UTF_8), 3 + 20_000);
        story.step("a line and 20,000 bytes arrive in one piece");
        InputStream in = new ByteArrayInputStream(bytes);
        line(story, in, "ok");
        story.same("bytes left in the stream", 20_000, rest(in).length);
    }

    @Test
    @Order(7)
    void lines_and_bytes_take_turns_wherever_the_stream_is_cut() {
        byte[] bytes = "SEND 3\r\n\n\r\u20acEND\n".getBytes(UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            Story story = Story.of(
                    "TCP is a stream of bytes; a read returns what has arrived (RFC 9293, section 3.8).");
            story.step("%s arrives in two parts, cut after byte %d", Story.hex(bytes), cut);
            InputStream in = new InTwoParts(bytes, cut);
            line(story, in, "SEND 3");
            byte[] body = story.call("readBytes(in, 5)", () -> LineThenBytes.readBytes(in, 5));
            story.bytes("the bytes", Arrays.copyOfRange(bytes, 8, 13), body);
            line(story, in, "END");
        }
    }

    @Test
    @Order(8)
    void exactly_so_many_bytes_are_read_however_they_arrive() {
        byte[] bytes = HexFormat.of().parseHex("0a0d00ff7f80");
        for (int cut = 0; cut <= bytes.length; cut++) {
            Story story = Story.of("read() may return less than was asked for: ask again until all have come.");
            story.step("%s arrives in two parts, cut after byte %d", Story.hex(bytes), cut);
            InputStream in = new InTwoParts(bytes, cut);
            byte[] read = story.call("readBytes(in, 5)", () -> LineThenBytes.readBytes(in, 5));
            story.bytes("the bytes", Arrays.copyOf(bytes, 5), read);
            story.bytes("the rest", new byte[] {(byte) 0x80}, rest(in));
        }
    }

    @Test
    @Order(9)
    void a_byte_of_zero_belongs_to_the_line() {
        Story story = Story.of("read() returns 0 to 255, and -1 at the end of the stream: 0 is a byte like any other.");
        InputStream in = arrived(story, "\0a\0\n");
        line(story, in, "\0a\0");
    }

    @Test
    @Order(10)
    void spaces_and_marks_belong_to_the_line() {
        Story story = Story.of("Only the end is taken off: every other character of the line is the sender's.");
        line(story, arrived(story, " \ta \t\n"), " \ta \t");
        line(story, arrived(story, "\ufeffa\n"), "\ufeffa");
    }

    @Test
    @Order(11)
    void no_bytes_are_no_bytes() {
        Story story = Story.of("Zero bytes can be asked for, and are always there.");
        byte[] none = story.call("readBytes(an empty stream, 0)",
                () -> LineThenBytes.readBytes(new ByteArrayInputStream(new byte[0]), 0));
        story.bytes("the bytes", new byte[0], none);
    }

    @Test
    @Order(12)
    void an_end_inside_a_line_is_an_error() {
        Story story = Story.of("Half a line is not a line: an end of stream inside one is an EOFException.");
        for (String half : new String[] {"half a li", "h", "\r", "half\r"}) {
            InputStream in = arrived(story, half);
            story.refused("readLine(in)", EOFException.class, () -> LineThenBytes.readLine(in));
        }
    }

    @Test
    @Order(13)
    void an_end_before_all_bytes_is_an_error_that_counts() {
        Story story = Story.of("Too few bytes are an EOFException whose message says how many came.");
        for (String some : new String[] {"abc", "", "abcdef"}) {
            InputStream in = arrived(story, some);
            EOFException e =
                    story.refused("readBytes(in, 7)", EOFException.class, () -> LineThenBytes.readBytes(in, 7));
            story.that(String.valueOf(e.getMessage()).contains("" + some.length()),
                    "a message that says that " + some.length() + " bytes came", "\"" + e.getMessage() + "\"");
        }
    }

    @Test
    @Order(14)
    void a_line_of_1000_bytes_is_accepted_and_its_end_is_not_counted() {
        for (String end : new String[] {"\n", "\r\n"}) {
            Story story = Story.of("MAX_LINE counts the bytes of the line; its end does not count.");
            story.step("1,000 times \"x\" and an end of %d bytes", end.length());
            InputStream in = new ByteArrayInputStream(("x".repeat(1_000) + end).getBytes(UTF_8));
            String read = story.call("readLine(in)", () -> LineThenBytes.readLine(in));
            story.same("the line's length", 1_000, read == null ? -1 : read.length());
        }
    }

    @Test
    @Order(15)
    void a_line_of_1001_bytes_is_refused_whatever_its_end() {
        for (String line : new String[] {"x".repeat(1_001) + "\n", "x".repeat(1_001) + "\r\n",
                "x".repeat(1_000) + "\r\r\n", "x".repeat(1_000) + "\rx\n"}) {
            Story story = Story.of("MAX_LINE is the longest line that is accepted: one byte more is refused.");
            story.step("1,001 bytes, which end in %s", Story.hex(line.substring(999).getBytes(UTF_8)));
            InputStream in = new ByteArrayInputStream(line.getBytes(UTF_8));
            story.refused("readLine(in)", ProtocolException.class, () -> LineThenBytes.readLine(in));
        }
        Story story = Story.of("A carriage return that is not before the line feed is a byte of the line.");
        String most = "x".repeat(998) + "\rx";
        story.step("1,000 bytes, the last but one 0d, and a line feed");
        line(story, new ByteArrayInputStream((most + "\n").getBytes(UTF_8)), most);
    }

    @Test
    @Order(16)
    void the_replacement_character_is_a_character() {
        Story story = Story.of("ef bf bd is U+FFFD, and good UTF-8 (RFC 3629): only what is not UTF-8 is refused.");
        line(story, arrived(story, "a\ufffdb\n"), "a\ufffdb");
    }

    @Test
    @Order(17)
    void the_limit_counts_bytes_and_not_characters() {
        Story story = Story.of("MAX_LINE is in bytes: 501 times \"\u00e9\" is 1,002 of them (RFC 3629, section 3).");
        InputStream in = new ByteArrayInputStream(("\u00e9".repeat(501) + "\n").getBytes(UTF_8));
        story.step("501 times \"\\u00e9\" and a line feed");
        story.refused("readLine(in)", ProtocolException.class, () -> LineThenBytes.readLine(in));
    }

    @Test
    @Order(18)
    void a_line_without_end_is_refused_at_once() {
        Story story = Story.of("After 1,001 times \"x\" it is certain: do not wait for more, which may never come.");
        story.step("1,001 times \"x\" have come; whether more will, only the sender knows");
        Endless in = new Endless(-1);
        story.refused("readLine(in)", ProtocolException.class, () -> LineThenBytes.readLine(in));
        story.that(in.read <= 1_001, "at most 1,001 bytes are taken", in.read + " bytes were taken");
        story.step("another stream: 1,000 times \"x\", 0d, and again \"x\": that 0d does not end the line");
        Endless other = new Endless(1_000);
        story.refused("readLine(in)", ProtocolException.class, () -> LineThenBytes.readLine(other));
        story.that(other.read <= 1_002, "at most 1,002 bytes are taken", other.read + " bytes were taken");
    }

    @Test
    @Order(19)
    void what_is_not_utf_8_is_refused() {
        for (String hex : new String[] {"c3280a", "ff0a", "eda0800a", "c0af0a", "61e2820a", "f49080800a"}) {
            Story story = Story.of(
                    "new String(bytes, UTF_8) replaces what is wrong in silence; RFC 3629 wants it refused.");
            byte[] bytes = HexFormat.of().parseHex(hex);
            story.step("the stream carries %s", Story.hex(bytes));
            story.refused("readLine(in)", ProtocolException.class,
                    () -> LineThenBytes.readLine(new ByteArrayInputStream(bytes)));
        }
    }

    @Test
    @Order(20)
    void text_is_utf_8_whatever_the_machine_thinks() {
        Story story = Story.of("Bytes on the wire are UTF-8, whatever the default charset of this machine is.");
        line(story, arrived(story, "na\u00efve \u20ac \ud83d\ude42\n"), "na\u00efve \u20ac \ud83d\ude42");
    }

    private static InputStream arrived(Story story, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        story.step("the stream carries %s", Story.hex(bytes));
        return new ByteArrayInputStream(bytes);
    }

    private static void line(Story story, InputStream in, String expected) {
        story.same("the line", expected, story.call("readLine(in)", () -> LineThenBytes.readLine(in)));
    }

    private static byte[] rest(InputStream in) {
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Endless extends InputStream {

        private final int carriageReturn;
        private int read;

        /** @param carriageReturn the index of the only byte that is one, or -1 */
        Endless(int carriageReturn) {
            this.carriageReturn = carriageReturn;
        }

        @Override
        public int read() {
            taken(1);
            return read - 1 == carriageReturn ? '\r' : 'x';
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            for (int i = 0; i < length; i++) {
                into[offset + i] = (byte) read();
            }
            return length;
        }

        private void taken(int n) {
            read += n;
            if (read > 100_000) {
                throw new IllegalStateException("more than 100,000 bytes were taken, and the line goes on");
            }
        }
    }
}
