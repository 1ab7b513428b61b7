package com.example.tcp.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("1.1 MessageFraming")
@Story.InOneThread
class MessageFramingTest {

    private static final int LIMIT = 1000;

    @Test
    @Order(1)
    void the_length_goes_in_front_as_four_bytes() throws IOException {
        Story story = Story.of("The length is four bytes, the most significant first (the Javadoc's example).");
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        story.run("write(out, \"hello\")", () -> MessageFraming.write(sent, "hello".getBytes(UTF_8)));
        story.bytes("on the wire", bytes("00000005 68656c6c6f"), sent.toByteArray());
    }

    @Test
    @Order(2)
    void the_length_counts_bytes_and_uses_all_four_of_its_own() {
        Story story = Story.of("The length is a 32-bit number: 70,000 is 00 01 11 70, not cut to one byte or two.");
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        story.run("write(out, 70,000 bytes)", () -> MessageFraming.write(sent, new byte[70_000]));
        story.bytes("the first four bytes", bytes("00011170"), Arrays.copyOf(sent.toByteArray(), 4));
        story.same("bytes in all", 70_004, sent.size());
    }

    @Test
    @Order(3)
    void an_empty_message_is_a_message() {
        Story story = Story.of("A message may be empty: a length of 0 and nothing after it. It is not the end.");
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        story.run("write(out, no bytes)", () -> MessageFraming.write(sent, new byte[0]));
        story.bytes("on the wire", bytes("00000000"), sent.toByteArray());
    }

    @Test
    @Order(4)
    void what_was_written_is_on_its_way() {
        Story story = Story.of("A message that is not flushed stays in the buffer, and both sides wait forever.");
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        story.run("write(a BufferedOutputStream, \"hi\")",
                () -> MessageFraming.write(new BufferedOutputStream(wire), "hi".getBytes(UTF_8)));
        story.bytes("on the wire", bytes("00000002 6869"), wire.toByteArray());
        ByteArrayOutputStream empty = new ByteArrayOutputStream();
        story.run("write(a BufferedOutputStream, no bytes)",
                () -> MessageFraming.write(new BufferedOutputStream(empty), new byte[0]));
        story.bytes("on the wire", bytes("00000000"), empty.toByteArray());
    }

    @Test
    @Order(5)
    void the_streams_stay_open_for_the_next_message() {
        Story story = Story.of("To close a stream of a socket closes the socket: the streams are the caller's.");
        boolean[] closed = new boolean[2];
        story.run("write(out, \"hi\")", () -> MessageFraming.write(new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        }, "hi".getBytes(UTF_8)));
        story.that(!closed[0], "out is open", "it is closed");
        message(story, new ByteArrayInputStream(bytes("00000002 6869")) {
            @Override
            public void close() {
                closed[1] = true;
            }
        }, "hi");
        story.that(!closed[1], "in is open", "it is closed");
    }

    @Test
    @Order(6)
    void messages_come_out_whole_wherever_the_stream_is_cut() {
        byte[] wire = bytes("00000005 68656c6c6f  00000000  00000003 e282ac");
        for (int cut = 0; cut <= wire.length; cut++) {
            Story story = Story.of("TCP is a stream of bytes; one write is not one read (RFC 9293, section 3.8).");
            story.step("the stream carries %s", Story.hex(wire));
            story.step("it arrives in two parts, cut after byte %d", cut);
            InputStream in = new InTwoParts(wire, cut);
            message(story, in, "hello");
            message(story, in, "");
            message(story, in, "\u20ac");
            Optional<byte[]> end = story.call("read(in, 1000) at the end", () -> MessageFraming.read(in, LIMIT));
            story.that(end.isEmpty(), "an empty Optional: the stream ended between messages", "a message");
        }
    }

    @Test
    @Order(7)
    void the_next_message_is_left_in_the_stream() throws IOException {
        Story story = Story.of(
                "read() takes one message, and not a byte more: the rest belongs to whoever reads next.");
        byte[] wire = bytes("00000002 6869  00000003 796f75");
        story.step("two messages have already arrived: %s", Story.hex(wire));
        InputStream in = new ByteArrayInputStream(wire);
        message(story, in, "hi");
        story.same("bytes left in the stream", 7, in.available());
        message(story, in, "you");
        InputStream two = new ByteArrayInputStream(bytes("00000002 6869  00000002 796f"));
        Optional<byte[]> first = story.call("first = read(in, 1000)", () -> MessageFraming.read(two, LIMIT));
        message(story, two, "yo");
        story.bytes("first, after that", "hi".getBytes(UTF_8), first.get());
    }

    @Test
    @Order(8)
    void an_end_inside_a_message_is_an_error() {
        byte[] wire = bytes("00000005 68656c6c6f");
        for (int kept = 1; kept < wire.length; kept++) {
            Story story = Story.of("Half a message is not a message: an end of stream inside one is an EOFException.");
            byte[] half = Arrays.copyOf(wire, kept);
            story.step("the peer sends %s and closes", Story.hex(half));
            story.refused("read(in, 1000)", EOFException.class,
                    () -> MessageFraming.read(new ByteArrayInputStream(half), LIMIT));
        }
    }

    @Test
    @Order(9)
    void a_length_over_the_limit_is_refused_before_anything_is_read() {
        for (String length : new String[] {"000003e9", "7fffffff"}) {
            refusedLength(length, "The limit is checked before memory is set aside or a byte of the message is read.");
        }
    }

    @Test
    @Order(10)
    void a_negative_length_is_refused() {
        for (String length : new String[] {"ffffffff", "80000000"}) {
            refusedLength(length, "Four bytes with the top bit set are a negative int: refuse them as a wrong length.");
        }
    }

    @Test
    @Order(11)
    void a_message_of_exactly_the_limit_is_accepted() {
        Story story = Story.of("The limit is the longest message that IS accepted.");
        byte[] wire = Arrays.copyOf(bytes("000003e8"), 4 + LIMIT);
        story.step("a message of 1000 bytes arrives");
        Optional<byte[]> read =
                story.call("read(in, 1000)", () -> MessageFraming.read(new ByteArrayInputStream(wire), LIMIT));
        story.same("bytes in the message", LIMIT, read == null ? -1 : read.map(it -> it.length).orElse(-1));
        InputStream none = new ByteArrayInputStream(bytes("00000000 00000001 61"));
        story.step("an empty message arrives, and then one of a byte");
        Optional<byte[]> empty = story.call("read(in, 0)", () -> MessageFraming.read(none, 0));
        story.that(empty != null && empty.isPresent(), "the empty message", String.valueOf(empty));
        story.refused("read(in, 0)", ProtocolException.class, () -> MessageFraming.read(none, 0));
    }

    private static void refusedLength(String length, String rule) {
        Story story = Story.of(rule);
        InputStream in = new ByteArrayInputStream(bytes(length + "6869"));
        story.step("a stranger announces %s (%d bytes), and sends two", Story.hex(bytes(length)),
                (int) Long.parseLong(length, 16));
        ProtocolException e =
                story.refused("read(in, 1000)", ProtocolException.class, () -> MessageFraming.read(in, LIMIT));
        String number = String.valueOf((int) Long.parseLong(length, 16));
        story.that(String.valueOf(e.getMessage()).contains(number), "a sentence that names the length " + number,
                "\"" + e.getMessage() + "\"");
        story.that(available(in) == 2, "not one byte read after the length", (2 - available(in)) + " bytes were read");
    }

    private static void message(Story story, InputStream in, String expected) {
        Optional<byte[]> read = story.call("read(in, 1000)", () -> MessageFraming.read(in, LIMIT));
        story.that(read != null && read.isPresent(), "the message \"" + expected + "\"", String.valueOf(read));
        story.bytes("the message", expected.getBytes(UTF_8), read.get());
    }

    private static int available(InputStream in) {
        try {
            return in.available();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
