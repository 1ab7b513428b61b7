package com.example.frames.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What the server says to bytes in hex")
class HexTrialTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "81 05 48 65 6c 6c 6f             | close 1002: a client must mask its frames                        | 5.1",
        "81 fe 00 05 37 fa 21 3d          | close 1002: the length 5 is not in its shortest form             | 5.2",
        "81 ff ff 00 00 00 00 00 00 00 00 00 00 00 | close 1002: the top bit of a 64-bit length must be 0     | 5.2",
        "c1 85 37 fa 21 3d                | close 1002: a reserved bit is set that has no meaning here       | 5.2",
        "83 80 37 fa 21 3d                | close 1002: the opcode 3 is reserved                             | 5.2",
        "80 82 37 fa 21 3d                | close 1002: a continuation without a message to go on with       | 5.4",
        "01 80 00 00 00 00 81 80 00 00 00 00 | close 1002: a new message before the last one has ended       | 5.4",
        "09 80 37 fa 21 3d                | close 1002: a control frame must not be fragmented               | 5.5",
        "89 fe 00 7e 37 fa 21 3d          | close 1002: a control frame has at most 125 bytes of payload     | 5.5",
        "88 81 00 00 00 00 03             | close 1002: a Close frame with a body of one byte has half a code | 5.5.1",
        "88 82 00 00 00 00 03 ed          | close 1002: the close code 1005 must not be sent                 | 7.4",
        "81 82 00 00 00 00 c3 28          | close 1007: the text is not UTF-8: 28 is not allowed here         | 8.1",
        "81 81 00 00 00 00 c3             | close 1007: the text ends inside a character                     | 8.1",
        "82 ff 00 00 01 00 00 00 00 00 37 fa 21 3d | close 1009: a frame of 1099511627776 bytes is announced, "
                + "the limit is 16843776 | 10.4",
        "88 82 00 00 00 00 03 e8          | close 1000                                                       | 5.5.1",
    })
    void has_the_code_the_words_and_the_rule(String hex, String words, String section) {
        String verdict = verdict(hex);
        assertTrue(verdict.startsWith("verdict\t" + words + "\tRFC 6455, section " + section + ":"), verdict);
    }

    @Test
    void an_answer_is_taken_apart_like_the_question() {
        assertEquals(List.of("trial", "up", "first\t81\tFIN 1, RSV 000, opcode 1: text",
                "second\t85\tMASK 1, length 5", "key\t37 fa 21 3d\tmasking key",
                "payload\t7f 9f 4d 51 58\tpayload, masked", "unmasked\t48 65 6c 6c 6f\tunmasked: payload \"Hello\"",
                "down", "first\t81\tFIN 1, RSV 000, opcode 1: text", "second\t05\tMASK 0, length 5",
                "payload\t48 65 6c 6c 6f\tpayload \"Hello\"", "verdict\tThe connection stays open.\t"),
                report("81 85 37 fa 21 3d 7f 9f 4d 51 58").lines().toList());
    }

    @Test
    void half_a_frame_is_shown_as_far_as_it_has_come() {
        String report = report("81 85 37 fa 21 3d 7f");
        assertTrue(report.contains("\nunmasked\t48\tunmasked: payload \"H\""), report);
        assertTrue(report.contains("The frame is not complete"), report);
    }

    private static String verdict(String hex) {
        String report = report(hex);
        return report.substring(report.lastIndexOf('\n') + 1);
    }

    private static String report(String hex) {
        return HexTrial.of(HexFormat.ofDelimiter(" ").parseHex(hex));
    }
}
