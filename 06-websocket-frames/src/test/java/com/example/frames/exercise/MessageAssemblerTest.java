package com.example.frames.exercise;

import static com.example.frames.exercise.AssemblerStory.BINARY;
import static com.example.frames.exercise.AssemblerStory.CLOSE;
import static com.example.frames.exercise.AssemblerStory.CONTINUATION;
import static com.example.frames.exercise.AssemblerStory.FIN;
import static com.example.frames.exercise.AssemblerStory.MORE;
import static com.example.frames.exercise.AssemblerStory.PING;
import static com.example.frames.exercise.AssemblerStory.PONG;
import static com.example.frames.exercise.AssemblerStory.TEXT;
import static com.example.frames.exercise.AssemblerStory.bytes;
import static com.example.frames.exercise.AssemblerStory.text;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("6.4 MessageAssembler")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Story.InOneThread
class MessageAssemblerTest {

    private static final String FRAGMENTS =
            "A message ends with the frame that has FIN; its fragments, joined in order, are the message\n"
                    + "(RFC 6455, section 5.4).";
    private static final String BETWEEN =
            "Control frames may come between the fragments of a message. They come out at once, and the message goes "
                    + "on\nas if they were not there (RFC 6455, section 5.4).";
    private static final String ORDER =
            "Fragments of different messages are never mixed: first text or binary, then continuations up to FIN\n"
                    + "(RFC 6455, section 5.4). Otherwise the connection fails with 1002.";
    private static final String SIZE =
            "The limit is for the whole message, however it is cut: what is over it fails the connection with 1009\n"
                    + "(RFC 6455, sections 7.4.1 and 10.4).";
    private static final String COUNT =
            "The number of fragments has a limit too, or empty ones could come forever: 1009\n"
                    + "(RFC 6455, section 10.4).";
    private static final String UTF8 =
            "A text message as a whole is UTF-8; a character may be cut by the border of two frames. A text that is\n"
                    + "not UTF-8 fails the connection with 1007 (RFC 6455, sections 5.6 and 8.1).";

    private AssemblerStory stream;

    @Test
    @Order(1)
    void a_frame_with_FIN_is_a_whole_message() {
        stream = AssemblerStory.begin(FRAGMENTS, 1000, 10);
        stream.comes(FIN, TEXT, text("Hello"), TEXT);
        stream.comes(FIN, BINARY, bytes("00ff80"), BINARY);
        stream.comes(FIN, TEXT, text(""), TEXT);
    }

    @Test
    @Order(2)
    void fragments_are_joined_in_order() {
        stream = AssemblerStory.begin(FRAGMENTS, 1000, 10);
        stream.goesOn(MORE, TEXT, text("Hel"));
        stream.goesOn(MORE, CONTINUATION, text(""));
        stream.goesOn(MORE, CONTINUATION, text("lo "));
        stream.comes(FIN, CONTINUATION, text("you"), TEXT, text("Hello you"));
        stream.goesOn(MORE, BINARY, bytes("ff"));
        stream.comes(FIN, CONTINUATION, bytes("00"), BINARY, bytes("ff00"));
        stream.goesOn(MORE, TEXT, text(""));
        stream.comes(FIN, CONTINUATION, text(""), TEXT, text(""));
    }

    @Test
    @Order(3)
    void a_message_may_be_cut_anywhere() {
        byte[] whole = text("gr\u00fc\u00df dich \u20ac \ud83d\ude00");
        for (int first = 0; first <= whole.length; first++) {
            for (int second = first; second <= whole.length; second += 4) {
                stream = AssemblerStory.begin(UTF8, 1000, 10);
                stream.goesOn(MORE, TEXT, Arrays.copyOfRange(whole, 0, first));
                stream.goesOn(MORE, CONTINUATION, Arrays.copyOfRange(whole, first, second));
                stream.comes(FIN, CONTINUATION, Arrays.copyOfRange(whole, second, whole.length), TEXT, whole);
            }
        }
    }

    @Test
    @Order(4)
    void a_control_frame_comes_out_at_once_and_leaves_the_message_alone() {
        for (int control : new int[] {CLOSE, PING, PONG}) {
            stream = AssemblerStory.begin(BETWEEN, 1000, 10);
            stream.comes(FIN, control, text("?!"), control);
            stream.goesOn(MORE, TEXT, text("Hel"));
            stream.comes(FIN, control, text("?!"), control);
            stream.comes(FIN, control, text(""), control);
            stream.goesOn(MORE, CONTINUATION, text("l"));
            stream.comes(FIN, control, text("?!"), control);
            stream.comes(FIN, CONTINUATION, text("o"), TEXT, text("Hello"));
        }
    }

    @Test
    @Order(5)
    void a_control_frame_counts_for_no_limit() {
        stream = AssemblerStory.begin(BETWEEN + " They are not part of its length, nor of its fragments.", 4, 2);
        stream.goesOn(MORE, BINARY, bytes("010203"));
        stream.comes(FIN, PING, text("hello"), PING);
        stream.comes(FIN, PING, text("hello"), PING);
        stream.comes(FIN, PONG, text("hello"), PONG);
        stream.comes(FIN, CONTINUATION, bytes("04"), BINARY, bytes("01020304"));
    }

    @Test
    @Order(6)
    void a_control_frame_need_not_be_text() {
        stream = AssemblerStory.begin(
                "Only a text message is UTF-8; a ping carries any bytes, even inside a text (RFC 6455, section 5.5.2).",
                1000, 10);
        stream.goesOn(MORE, TEXT, bytes("e282"));
        stream.comes(FIN, PING, bytes("fffe80"), PING);
        stream.comes(FIN, CONTINUATION, bytes("ac"), TEXT, bytes("e282ac"));
    }

    @Test
    @Order(7)
    void a_continuation_of_nothing_is_refused() {
        stream = AssemblerStory.begin(ORDER, 1000, 10);
        stream.fails(1002, FIN, CONTINUATION, text("lo"));
        stream = AssemblerStory.begin(ORDER, 1000, 10);
        stream.fails(1002, MORE, CONTINUATION, text("lo"));
        stream = AssemblerStory.begin(ORDER, 1000, 10);
        stream.comes(FIN, TEXT, text("Hello"), TEXT);
        stream.fails(1002, FIN, CONTINUATION, text("lo"));
        stream = AssemblerStory.begin(ORDER, 1000, 10);
        stream.goesOn(MORE, TEXT, text("Hel"));
        stream.comes(FIN, CONTINUATION, text("lo"), TEXT, text("Hello"));
        stream.fails(1002, FIN, CONTINUATION, text("lo"));
        stream = AssemblerStory.begin(ORDER, 1000, 10);
        stream.comes(FIN, PING, text("?"), PING);
        stream.fails(1002, FIN, CONTINUATION, text("lo"));
    }

    @Test
    @Order(8)
    void a_message_inside_another_is_refused() {
        for (int opcode : new int[] {TEXT, BINARY}) {
            stream = AssemblerStory.begin(ORDER, 1000, 10);
            stream.goesOn(MORE, TEXT, text("Hel"));
            stream.fails(1002, FIN, opcode, text("lo"));
            stream = AssemblerStory.begin(ORDER, 1000, 10);
            stream.goesOn(MORE, BINARY, text(""));
            stream.fails(1002, MORE, opcode, text("lo"));
        }
    }

    @Test
    @Order(9)
    void a_message_of_exactly_the_limits_is_accepted() {
        stream = AssemblerStory.begin(SIZE + "\nThe limit itself is accepted.", 10, 3);
        stream.comes(FIN, TEXT, text("0123456789"), TEXT);
        stream.goesOn(MORE, TEXT, text("01234"));
        stream.goesOn(MORE, CONTINUATION, text("56789"));
        stream.comes(FIN, CONTINUATION, text(""), TEXT, text("0123456789"));
    }

    @Test
    @Order(10)
    void a_message_over_the_limit_is_refused_at_the_frame_that_goes_too_far() {
        stream = AssemblerStory.begin(SIZE, 10, 100);
        stream.fails(1009, FIN, TEXT, text("0123456789a"));
        stream = AssemblerStory.begin(SIZE, 10, 100);
        stream.fails(1009, MORE, BINARY, text("0123456789a"));
        stream = AssemblerStory.begin(SIZE, 10, 100);
        stream.goesOn(MORE, BINARY, text("0123"));
        stream.goesOn(MORE, CONTINUATION, text("4567"));
        stream.fails(1009, MORE, CONTINUATION, text("89a"));
        stream = AssemblerStory.begin(SIZE, 1000, 100);
        stream.goesOn(MORE, TEXT, new byte[400]);
        stream.goesOn(MORE, CONTINUATION, new byte[400]);
        stream.fails(1009, FIN, CONTINUATION, new byte[400]);
    }

    @Test
    @Order(11)
    void a_limit_is_in_bytes_and_not_in_characters() {
        stream = AssemblerStory.begin(SIZE + "\nIt is in bytes: a euro sign has three of them in UTF-8.", 10, 100);
        stream.comes(FIN, TEXT, text("\u20ac\u20ac\u20ac!"), TEXT);
        stream.goesOn(MORE, TEXT, text("\u20ac\u20ac"));
        stream.fails(1009, FIN, CONTINUATION, text("\u20ac\u20ac"));
    }

    @Test
    @Order(12)
    void a_frame_that_goes_too_far_is_copied_nowhere() {
        stream = AssemblerStory.begin(SIZE + "\nIt is refused before its bytes are copied anywhere: a copy of them is "
                + "the memory that the limit saves.", 10, 100);
        stream.goesOn(MORE, BINARY, text("0123"));
        stream.failsWithoutACopy(1009, CONTINUATION, new byte[8 << 20]);
    }

    @Test
    @Order(13)
    void a_message_in_too_many_fragments_is_refused() {
        stream = AssemblerStory.begin(COUNT, 1000, 3);
        stream.goesOn(MORE, TEXT, text("a"));
        stream.goesOn(MORE, CONTINUATION, text(""));
        stream.goesOn(MORE, CONTINUATION, text(""));
        stream.fails(1009, MORE, CONTINUATION, text(""));
        stream = AssemblerStory.begin(COUNT, 1000, 3);
        stream.goesOn(MORE, TEXT, text("a"));
        stream.goesOn(MORE, CONTINUATION, text("b"));
        stream.goesOn(MORE, CONTINUATION, text("c"));
        stream.fails(1009, FIN, CONTINUATION, text("d"));
    }

    @Test
    @Order(14)
    void the_limits_start_again_with_each_message() {
        stream = AssemblerStory.begin(SIZE
                + "\nEach message has the whole limit for itself, in bytes and in fragments.", 4, 2);
        for (int i = 0; i < 3; i++) {
            stream.goesOn(MORE, TEXT, text("ab"));
            stream.comes(FIN, CONTINUATION, text("cd"), TEXT, text("abcd"));
            stream.comes(FIN, BINARY, bytes("01020304"), BINARY);
        }
    }

    @Test
    @Order(15)
    void a_text_that_is_not_UTF_8_is_refused() {
        for (String wrong : new String[] {"c328", "80", "48ff", "eda080", "c080", "f4908080", "e282", "f09f98"}) {
            stream = AssemblerStory.begin(UTF8, 1000, 10);
            stream.fails(1007, FIN, TEXT, bytes(wrong));
            stream = AssemblerStory.begin(UTF8, 1000, 10);
            stream.failsAtTheLatest(1007, bytes(wrong));
        }
    }

    @Test
    @Order(16)
    void a_replacement_character_is_a_character() {
        stream = AssemblerStory.begin("U+FFFD (ef bf bd) is what a lenient decoder puts in place of wrong bytes; but a "
                + "peer may send it,\nand then it is UTF-8 like any other character (RFC 3629, section 3).", 1000, 10);
        stream.comes(FIN, TEXT, text("what is \ufffd?"), TEXT);
        stream.goesOn(MORE, TEXT, bytes("efbf"));
        stream.comes(FIN, CONTINUATION, bytes("bd"), TEXT, text("\ufffd"));
    }

    @Test
    @Order(17)
    void a_binary_message_need_not_be_UTF_8() {
        stream = AssemblerStory.begin(
                "The bytes of a binary message mean what the application says: they are not checked (RFC 6455, section "
                + "5.6).", 1000, 10);
        stream.comes(FIN, BINARY, bytes("c328"), BINARY);
        stream.goesOn(MORE, BINARY, bytes("ff"));
        stream.comes(FIN, CONTINUATION, bytes("e282"), BINARY, bytes("ffe282"));
        stream.goesOn(MORE, TEXT, text("Hel"));
        stream.comes(FIN, CONTINUATION, text("lo"), TEXT, text("Hello"));
        stream.comes(FIN, BINARY, bytes("c328"), BINARY);
    }
}
