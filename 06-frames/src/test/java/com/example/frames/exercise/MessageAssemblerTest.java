package com.example.frames.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.frames.exercise.MessageAssembler.Failure;
import com.example.frames.exercise.MessageAssembler.Message;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("6.4 MessageAssembler")
class MessageAssemblerTest {

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final boolean MORE = false;
    private static final boolean FIN = true;

    private static final String FRAGMENTS =
            "A message ends with the frame that has FIN; its fragments, joined in order, are the message\n"
                    + "(RFC 6455, section 5.4).";
    private static final String BETWEEN =
            "Control frames may stand between the fragments of a message. They come out at once, and the message goes "
                    + "on\nas if they were not there (RFC 6455, section 5.4).";
    private static final String ORDER =
            "Fragments of different messages are never mixed: first text or binary, then continuations up to FIN\n"
                    + "(RFC 6455, section 5.4). Otherwise the connection fails with 1002.";
    private static final String SIZE =
            "The limit is for the whole message, however it is cut: what is over it fails the connection with 1009\n"
                    + "(RFC 6455, sections 7.4.1 and 10.4).";
    private static final String COUNT =
            "The number of fragments has a limit too, or empty ones could come for ever: 1009\n"
                    + "(RFC 6455, section 10.4).";
    private static final String UTF8 =
            "A text message as a whole is UTF-8; a character may be cut by the border of two frames. A text that is\n"
                    + "not UTF-8 fails the connection with 1007 (RFC 6455, sections 5.6 and 8.1).";

    private Story story;
    private MessageAssembler assembler;

    @Test
    void a_frame_with_FIN_is_a_whole_message() {
        begin(FRAGMENTS, 1000, 10);
        comes(FIN, TEXT, text("Hello"), TEXT);
        comes(FIN, BINARY, bytes("00ff80"), BINARY);
        comes(FIN, TEXT, text(""), TEXT);
    }

    @Test
    void fragments_are_joined_in_order() {
        begin(FRAGMENTS, 1000, 10);
        goesOn(MORE, TEXT, text("Hel"));
        goesOn(MORE, CONTINUATION, text(""));
        goesOn(MORE, CONTINUATION, text("lo "));
        comes(FIN, CONTINUATION, text("you"), TEXT, text("Hello you"));
        goesOn(MORE, BINARY, bytes("ff"));
        comes(FIN, CONTINUATION, bytes("00"), BINARY, bytes("ff00"));
    }

    @Test
    void a_message_may_be_cut_anywhere() {
        byte[] whole = text("gr\u00fc\u00df dich \u20ac \ud83d\ude00");
        for (int first = 0; first <= whole.length; first++) {
            for (int second = first; second <= whole.length; second += 4) {
                begin(UTF8, 1000, 10);
                goesOn(MORE, TEXT, Arrays.copyOfRange(whole, 0, first));
                goesOn(MORE, CONTINUATION, Arrays.copyOfRange(whole, first, second));
                comes(FIN, CONTINUATION, Arrays.copyOfRange(whole, second, whole.length), TEXT, whole);
            }
        }
    }

    @Test
    void a_control_frame_comes_out_at_once_and_leaves_the_message_alone() {
        for (int control : new int[] {CLOSE, PING, PONG}) {
            begin(BETWEEN, 1000, 10);
            comes(FIN, control, text("?!"), control);
            goesOn(MORE, TEXT, text("Hel"));
            comes(FIN, control, text("?!"), control);
            comes(FIN, control, text(""), control);
            goesOn(MORE, CONTINUATION, text("l"));
            comes(FIN, control, text("?!"), control);
            comes(FIN, CONTINUATION, text("o"), TEXT, text("Hello"));
        }
    }

    @Test
    void a_control_frame_counts_for_no_limit() {
        begin(BETWEEN + " They are not part of its length, nor of its fragments.", 4, 2);
        goesOn(MORE, BINARY, bytes("010203"));
        comes(FIN, PING, text("hello"), PING);
        comes(FIN, PING, text("hello"), PING);
        comes(FIN, PONG, text("hello"), PONG);
        comes(FIN, CONTINUATION, bytes("04"), BINARY, bytes("01020304"));
    }

    @Test
    void a_control_frame_need_not_be_text() {
        begin("Only a text message is UTF-8; a ping carries any bytes, even inside a text (RFC 6455, section 5.5.2).",
                1000, 10);
        goesOn(MORE, TEXT, bytes("e282"));
        comes(FIN, PING, bytes("fffe80"), PING);
        comes(FIN, CONTINUATION, bytes("ac"), TEXT, bytes("e282ac"));
    }

    @Test
    void a_continuation_of_nothing_is_refused() {
        begin(ORDER, 1000, 10);
        fails(1002, FIN, CONTINUATION, text("lo"));
        begin(ORDER, 1000, 10);
        fails(1002, MORE, CONTINUATION, text("lo"));
        begin(ORDER, 1000, 10);
        comes(FIN, TEXT, text("Hello"), TEXT);
        fails(1002, FIN, CONTINUATION, text("lo"));
        begin(ORDER, 1000, 10);
        goesOn(MORE, TEXT, text("Hel"));
        comes(FIN, CONTINUATION, text("lo"), TEXT, text("Hello"));
        fails(1002, FIN, CONTINUATION, text("lo"));
        begin(ORDER, 1000, 10);
        comes(FIN, PING, text("?"), PING);
        fails(1002, FIN, CONTINUATION, text("lo"));
    }

    @Test
    void a_message_inside_another_is_refused() {
        for (int opcode : new int[] {TEXT, BINARY}) {
            begin(ORDER, 1000, 10);
            goesOn(MORE, TEXT, text("Hel"));
            fails(1002, FIN, opcode, text("lo"));
            begin(ORDER, 1000, 10);
            goesOn(MORE, BINARY, text(""));
            fails(1002, MORE, opcode, text("lo"));
        }
    }

    @Test
    void a_message_of_exactly_the_limits_is_accepted() {
        begin(SIZE + "\nThe limit itself is accepted.", 10, 3);
        comes(FIN, TEXT, text("0123456789"), TEXT);
        goesOn(MORE, TEXT, text("01234"));
        goesOn(MORE, CONTINUATION, text("56789"));
        comes(FIN, CONTINUATION, text(""), TEXT, text("0123456789"));
    }

    @Test
    void a_message_over_the_limit_is_refused_at_the_frame_that_goes_too_far() {
        begin(SIZE, 10, 100);
        fails(1009, FIN, TEXT, text("0123456789a"));
        begin(SIZE, 10, 100);
        fails(1009, MORE, BINARY, text("0123456789a"));
        begin(SIZE, 10, 100);
        goesOn(MORE, BINARY, text("0123"));
        goesOn(MORE, CONTINUATION, text("4567"));
        fails(1009, MORE, CONTINUATION, text("89a"));
        begin(SIZE, 1000, 100);
        goesOn(MORE, TEXT, new byte[400]);
        goesOn(MORE, CONTINUATION, new byte[400]);
        fails(1009, FIN, CONTINUATION, new byte[400]);
    }

    @Test
    void a_message_in_too_many_fragments_is_refused() {
        begin(COUNT, 1000, 3);
        goesOn(MORE, TEXT, text("a"));
        goesOn(MORE, CONTINUATION, text(""));
        goesOn(MORE, CONTINUATION, text(""));
        fails(1009, MORE, CONTINUATION, text(""));
        begin(COUNT, 1000, 3);
        goesOn(MORE, TEXT, text("a"));
        goesOn(MORE, CONTINUATION, text("b"));
        goesOn(MORE, CONTINUATION, text("c"));
        fails(1009, FIN, CONTINUATION, text("d"));
    }

    @Test
    void the_limits_start_anew_with_each_message() {
        begin(SIZE + "\nEach message has the whole limit for itself, in bytes and in fragments.", 4, 2);
        for (int i = 0; i < 3; i++) {
            goesOn(MORE, TEXT, text("ab"));
            comes(FIN, CONTINUATION, text("cd"), TEXT, text("abcd"));
            comes(FIN, BINARY, bytes("01020304"), BINARY);
        }
    }

    @Test
    void a_text_that_is_not_UTF_8_is_refused() {
        for (String wrong : new String[] {"c328", "80", "48ff", "eda080", "c080", "f4908080", "e282", "f09f98"}) {
            begin(UTF8, 1000, 10);
            fails(1007, FIN, TEXT, bytes(wrong));
            begin(UTF8, 1000, 10);
            failsAtTheLatest(1007, bytes(wrong));
        }
    }

    @Test
    void a_binary_message_need_not_be_UTF_8() {
        begin("The bytes of a binary message mean what the application says: they are not checked (RFC 6455, section "
                + "5.6).", 1000, 10);
        comes(FIN, BINARY, bytes("c328"), BINARY);
        goesOn(MORE, BINARY, bytes("ff"));
        comes(FIN, CONTINUATION, bytes("e282"), BINARY, bytes("ffe282"));
        goesOn(MORE, TEXT, text("Hel"));
        comes(FIN, CONTINUATION, text("lo"), TEXT, text("Hello"));
        comes(FIN, BINARY, bytes("c328"), BINARY);
    }

    private void begin(String rule, int maxBytes, int maxFragments) {
        story = Story.of(rule);
        assembler = story.call("new MessageAssembler(" + maxBytes + " bytes, " + maxFragments + " fragments)",
                () -> new MessageAssembler(maxBytes, maxFragments));
    }

    private void goesOn(boolean fin, int opcode, byte[] payload) {
        Optional<Message> message = accept(fin, opcode, payload);
        story.that(message != null && message.isEmpty(), "no message: this one goes on", told(message));
    }

    private void comes(boolean fin, int opcode, byte[] payload, int expectedOpcode) {
        comes(fin, opcode, payload, expectedOpcode, payload);
    }

    private void comes(boolean fin, int opcode, byte[] payload, int expectedOpcode, byte[] expected) {
        Optional<Message> message = accept(fin, opcode, payload);
        story.that(message != null && message.isPresent(), "a " + name(expectedOpcode) + ": " + Story.hex(expected),
                told(message));
        story.same("what the message is", name(expectedOpcode), name(message.get().opcode()));
        story.bytes("its payload", expected, message.get().payload());
    }

    private Optional<Message> accept(boolean fin, int opcode, byte[] payload) {
        return story.call(frame(fin, opcode, payload), () -> assembler.accept(fin, opcode, payload.clone()));
    }

    private void fails(int code, boolean fin, int opcode, byte[] payload) {
        Failure failure = story.refused(frame(fin, opcode, payload), Failure.class,
                () -> assembler.accept(fin, opcode, payload.clone()));
        story.same("the close code", code, failure.code());
    }

    /** Byte by byte: a strict assembler may see what is wrong before the end. */
    private void failsAtTheLatest(int code, byte[] text) {
        story.step("byte by byte, each in a frame of its own: %s", Story.hex(text));
        Failure failure = story.refused("an empty continuation with FIN ends it", Failure.class, () -> {
            for (int i = 0; i < text.length; i++) {
                assembler.accept(MORE, i == 0 ? TEXT : CONTINUATION, new byte[] {text[i]});
            }
            assembler.accept(FIN, CONTINUATION, new byte[0]);
        });
        story.same("the close code", code, failure.code());
    }

    private static String frame(boolean fin, int opcode, byte[] payload) {
        return String.format("accept(%s%s, %s)", name(opcode), fin ? " with FIN" : "", Story.hex(payload));
    }

    private static String told(Optional<Message> message) {
        return message == null ? "null" : message.map(it -> "a " + name(it.opcode()) + ": " + Story.hex(it.payload()))
                .orElse("no message");
    }

    private static String name(int opcode) {
        return switch (opcode) {
            case CONTINUATION -> "continuation";
            case TEXT -> "text";
            case BINARY -> "binary";
            case CLOSE -> "close";
            case PING -> "ping";
            case PONG -> "pong";
            default -> "opcode " + opcode;
        };
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
