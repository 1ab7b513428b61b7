package com.example.tools.served;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.checks.Checkout;
import com.example.tools.course.Lesson;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ctrl-C ends {@code mvn -q -Dserve}, and before it ends, each client is told in its lesson's protocol. */
@DisplayName("A server that is asked to end says goodbye")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
class GoodbyeTest {

    /** Two seconds for the goodbyes; the rest is for a machine that has much else to do. */
    private static final Duration WITHIN = Duration.ofSeconds(6);

    static Stream<Lesson> lessons() throws Exception {
        return Checkout.get().lessons().stream();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void in_its_own_protocol(Lesson lesson) throws Exception {
        try (LessonServer server = LessonServer.byMaven(lesson);
                RawClient ann = RawClient.inTheRoom(lesson.number(), server.port());
                RawClient silent = RawClient.inTheRoom(lesson.number(), server.port());
                RawClient nameless = new RawClient(server.port())) {
            long start = System.nanoTime();
            server.signal(lesson.number() % 2 == 0 ? "INT" : "TERM");
            String heard = ann.rest();
            assertTrue(saysGoodbye(lesson.number(), heard), "ann heard: " + visible(heard));
            ann.close();
            assertTrue(server.ends(WITHIN), "the process goes on, because a client does not leave: " + server.output());
            System.out.printf("%s: gone after %d ms%n", lesson.name(), (System.nanoTime() - start) / 1_000_000);
        }
    }

    private static boolean saysGoodbye(int lesson, String heard) {
        return switch (lesson) {
            case 1 -> heard.endsWith("! the server is closing\n");
            case 2 -> heard.isEmpty();                          // no question, no answer: a connection that ends
            case 3 -> heard.contains("HTTP/1.1 503 ") && heard.contains("Retry-after: ");
            case 4 -> heard.endsWith("0\r\n\r\n");              // the chunk that ends a body
            default -> heard.contains("\u0003\u00e9") && heard.indexOf('\u0088') >= 0;      // Close 1001
        };
    }

    private static String visible(String bytes) {
        return List.of(bytes.replace("\r", "\\r").replace("\n", "\\n")).toString();
    }
}
