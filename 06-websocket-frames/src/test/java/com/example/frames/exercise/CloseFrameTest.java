package com.example.frames.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.frames.exercise.CloseFrame.Failure;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("6.6 CloseFrame")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Story.InOneThread
class CloseFrameTest {

    private static final String LAYOUT =
            "The payload is empty, or two bytes of code, unsigned, the most significant first, and a reason in UTF-8\n"
                    + "(RFC 6455, section 5.5.1). No character of the reason is left out.";
    private static final String CODES =
            "On the wire are only 1000 to 1003, 1007 to 1014 and 3000 to 4999: the others are reserved, or not "
                    + "assigned\n(RFC 6455, section 7.4, and IANA's registry of close codes).";
    private static final String INSIDE =
            "1005, 1006 and 1015 only mean something inside a program: they must never be sent (RFC 6455, section "
                    + "7.4.1).";
    private static final String CUT =
            "A control frame has at most 125 bytes: two for the code, 123 for the reason (RFC 6455, section 5.5).\n"
                    + "Of a longer one as many whole characters are kept as fit.";
    private static final int[] SENDABLE =
            {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999};
    private static final int[] NEVER_SENT =
            {999, 1, 0, 1004, 1016, 1100, 1999, 2000, 2999, 5000, 9999, 32_767, 32_768, 65_535};
    private static final int[] ONLY_INSIDE = {1005, 1006, 1015};

    @Test
    @Order(1)
    void a_code_and_a_reason_are_read() {
        decoded("03e8627965", 1000, "bye");
        decoded("03e9", 1001, "");
        decoded("0fa0e282ac", 4000, "\u20ac");
        decoded("03f0", 1008, "");
        decoded("03e820627965200a", 1000, " bye \n");
        decoded("03e8efbbbf627965", 1000, "\ufeffbye");
    }

    @Test
    @Order(2)
    void a_code_and_a_reason_are_written() {
        encoded(1000, "bye", "03e8627965");
        encoded(1001, "", "03e9");
        encoded(4000, "\u20ac", "0fa0e282ac");
        encoded(1008, "\ud83d\ude00", "03f0f09f9880");
        encoded(1000, " bye ", "03e82062796520");
    }

    @Test
    @Order(3)
    void an_empty_payload_is_read_as_1005() {
        Story story = Story.of("A Close frame without a code stands for 1005, no status code\n"
                + "(RFC 6455, section 7.1.5).");
        CloseFrame close = read(story, "decode((no bytes))", new byte[0]);
        story.same("the code", 1005, close.code());
        story.same("the reason", "", close.reason());
    }

    @Test
    @Order(4)
    void the_code_1005_is_written_as_an_empty_payload() {
        Story story = Story.of("1005 says that there was no code: on the wire that is an empty payload, never 03 ed\n"
                + "(RFC 6455, sections 7.1.5 and 7.4.1).");
        byte[] payload = story.call("new CloseFrame(1005, \"\").encode()", () -> new CloseFrame(1005, "").encode());
        story.bytes("the payload", new byte[0], payload);
        Story.of(INSIDE).refused("new CloseFrame(1005, \"why\").encode()", IllegalArgumentException.class,
                () -> new CloseFrame(1005, "why").encode());
    }

    @Test
    @Order(5)
    void a_payload_of_one_byte_is_refused() {
        fails("A code has two bytes: a payload of one is broken, and fails the connection with 1002 (RFC 6455, section "
                + "5.5.1).", 1002, "03");
        fails("A code has two bytes: a payload of one is broken, and fails the connection with 1002 (RFC 6455, section "
                + "5.5.1).", 1002, "e8");
    }

    @Test
    @Order(6)
    void every_code_that_may_be_sent_is_read() {
        for (int code : SENDABLE) {
            Story story = Story.of(CODES);
            String hex = String.format("%04x", code);
            CloseFrame close = read(story, decode(hex) + ", which is " + code, bytes(hex));
            story.same("the code", code, close.code());
        }
    }

    @Test
    @Order(7)
    void a_code_that_may_not_be_sent_is_refused_when_it_comes() {
        for (int code : NEVER_SENT) {
            fails(CODES, 1002, String.format("%04x", code));
        }
        for (int code : ONLY_INSIDE) {
            fails(INSIDE, 1002, String.format("%04x", code));
            fails(INSIDE, 1002, String.format("%04x627965", code));
        }
    }

    @Test
    @Order(8)
    void every_code_that_may_be_sent_is_written() {
        for (int code : SENDABLE) {
            Story story = Story.of(CODES);
            byte[] payload = story.call("new CloseFrame(" + code + ", \"\").encode()",
                    () -> new CloseFrame(code, "").encode());
            story.bytes("the payload", bytes(String.format("%04x", code)), payload);
        }
    }

    @Test
    @Order(9)
    void a_code_that_may_not_be_sent_is_not_written() {
        for (int code : NEVER_SENT) {
            refused(CODES, code);
        }
        for (int code : new int[] {-1, 66_536}) {
            refused(CODES, code);
        }
        refused(INSIDE, 1006);
        refused(INSIDE, 1015);
    }

    @Test
    @Order(10)
    void a_reason_that_is_not_UTF_8_is_refused() {
        for (String wrong : new String[] {"ff", "6279c328", "e282", "eda080", "c080"}) {
            fails("A reason is UTF-8: another one fails the connection with 1007 (RFC 6455, sections 5.5.1 and 8.1).",
                    1007, "03e8" + wrong);
        }
    }

    @Test
    @Order(11)
    void a_replacement_character_is_a_character() {
        decoded("03e8efbfbd", 1000, "\ufffd");
        encoded(1000, "\ufffd", "03e8efbfbd");
    }

    @Test
    @Order(12)
    void a_reason_of_123_bytes_is_written_whole() {
        String reason = "x".repeat(120) + "\u20ac";
        Story story = Story.of(CUT);
        byte[] payload = story.call("new CloseFrame(1000, 120 times x and a euro sign: 123 bytes).encode()",
                () -> new CloseFrame(1000, reason).encode());
        story.bytes("the payload", whole(reason), payload);
    }

    @Test
    @Order(13)
    void a_reason_of_123_bytes_is_read_whole() {
        String reason = "x".repeat(120) + "\u20ac";
        Story story = Story.of(LAYOUT);
        CloseFrame close = read(story, "decode(03 e8 and 123 bytes)", whole(reason));
        story.same("the reason", reason, close.reason());
    }

    @Test
    @Order(14)
    void a_longer_reason_is_cut_between_two_characters() {
        cut("x".repeat(124), "x".repeat(123));
        cut("x".repeat(1000), "x".repeat(123));
        cut("\u20ac".repeat(123), "\u20ac".repeat(41));
        cut("\ufffd".repeat(123), "\ufffd".repeat(41));
        cut("\ufffd" + "x".repeat(119) + "\ufffd" + "xxxx", "\ufffd" + "x".repeat(119));
        for (int before = 117; before <= 125; before++) {
            String x = "x".repeat(before);
            for (String last : new String[] {"\u00fc", "\u20ac", "\ud83d\ude00"}) {
                int size = last.getBytes(UTF_8).length;
                String kept = before >= 123 ? "x".repeat(123) : before + size <= 123 ? x + last : x;
                if (kept.getBytes(UTF_8).length + size > 123) {
                    cut(x + last + "\u20ac\u20ac", kept);
                }
            }
        }
    }

    private static void decoded(String hex, int code, String reason) {
        Story story = Story.of(LAYOUT);
        byte[] payload = bytes(hex);
        CloseFrame close = read(story, decode(hex), payload);
        story.same("the code", code, close.code());
        story.same("the reason", reason, close.reason());
        story.bytes("the payload afterwards", bytes(hex), payload);
    }

    private static CloseFrame read(Story story, String what, byte[] payload) {
        CloseFrame close = story.call(what, () -> CloseFrame.decode(payload));
        story.that(close != null, "a Close frame", "null");
        return close;
    }

    private static void encoded(int code, String reason, String hex) {
        Story story = Story.of(LAYOUT);
        byte[] payload = story.call("new CloseFrame(" + code + ", \"" + reason + "\").encode()",
                () -> new CloseFrame(code, reason).encode());
        story.bytes("the payload", bytes(hex), payload);
    }

    private static void fails(String rule, int code, String hex) {
        Story story = Story.of(rule);
        String what = decode(hex) + (hex.length() == 4 ? ", which is " + Integer.parseInt(hex, 16) : "");
        Failure failure = story.refused(what, Failure.class, () -> CloseFrame.decode(bytes(hex)));
        story.same("the code of the Failure", code, failure.code());
    }

    private static void refused(String rule, int code) {
        Story.of(rule).refused("new CloseFrame(" + code + ", \"\").encode()", IllegalArgumentException.class,
                () -> new CloseFrame(code, "").encode());
    }

    private static void cut(String reason, String kept) {
        Story story = Story.of(CUT);
        story.step("a reason of %d characters, %d bytes, ends with: %s", reason.codePointCount(0, reason.length()),
                reason.getBytes(UTF_8).length, reason.substring(reason.length() - 4));
        byte[] payload = story.call("new CloseFrame(1000, reason).encode()",
                () -> new CloseFrame(1000, reason).encode());
        story.bytes("the payload, of " + whole(kept).length + " bytes", whole(kept), payload);
    }

    private static byte[] whole(String reason) {
        byte[] text = reason.getBytes(UTF_8);
        byte[] payload = new byte[2 + text.length];
        payload[0] = 0x03;
        payload[1] = (byte) 0xe8;
        System.arraycopy(text, 0, payload, 2, text.length);
        return payload;
    }

    private static String decode(String hex) {
        return "decode(" + Story.hex(bytes(hex)) + ")";
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
