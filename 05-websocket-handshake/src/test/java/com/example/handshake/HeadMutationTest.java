package com.example.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Heads that no test names: the example with a few random changes. The seeds are fixed: every run is the same. */
@DisplayName("100,000 mutated heads")
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class HeadMutationTest {

    private static final int BLOCKS = 100;
    private static final int HEADS_PER_BLOCK = 1_000;
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 405, 414, 421, 426, 431, 505);
    private static final byte[] TELLING = "\r\n\r\n\t ,:;=/?#*%\"\\\0\u007f\u0080\u00ffGHw13".getBytes(ISO_8859_1);

    private final ServerHandshake handshake = new ServerHandshake(Set.of("server.example.com"),
            Set.of("http://example.com"), List.of("chat"));

    @Test
    void each_is_accepted_or_refused_with_a_status_or_ends_too_early() {
        Map<Integer, Integer> outcomes = new ConcurrentSkipListMap<>();
        IntStream.range(0, BLOCKS).parallel().forEach(block -> {
            Random random = new Random(block);
            for (int i = 0; i < HEADS_PER_BLOCK; i++) {
                byte[] head = mutate(Attempt.EXAMPLE, random);
                outcomes.merge(outcome(block * HEADS_PER_BLOCK + i, head), 1, Integer::sum);
            }
        });
        assertEquals(BLOCKS * HEADS_PER_BLOCK, outcomes.values().stream().mapToInt(Integer::intValue).sum());
        // The mutations are worth something only if they get into every corner.
        assertTrue(outcomes.keySet().containsAll(List.of(-1, 101, 400, 403, 405, 421, 426, 431, 505)),
                outcomes.toString());
    }

    /** The status of the answer, or -1 for a head that ends before its empty line. Anything else is a failure. */
    private int outcome(int number, byte[] head) {
        ByteArrayInputStream in = new ByteArrayInputStream(head);
        try {
            RequestHead request = RequestHead.parse(new HeadReader(in).read());
            assertTrue(head.length - in.available() <= HeadReader.MAX_HEAD, "it read on after the limit");
            return handshake.answer(request).status();
        } catch (RefusedException e) {
            assertTrue(REFUSALS.contains(e.status()), () -> "head " + number + ": status " + e.status());
            assertTrue(e.getMessage().endsWith("."), () -> "head " + number + ": no sentence: " + e.getMessage());
            assertTrue(Response.refusal(e).head().bytes().length > 0);
            return e.status();
        } catch (EOFException e) {
            return -1;
        } catch (IOException | RuntimeException e) {
            return fail("head " + number + ": " + new String(head, ISO_8859_1), e);
        }
    }

    /** One to four changes: a byte changed, a piece dropped, doubled or moved, the end cut off, or a flood. */
    private static byte[] mutate(String head, Random random) {
        StringBuilder text = new StringBuilder(head);
        for (int changes = 1 + random.nextInt(4); changes > 0 && text.length() > 1; changes--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + 1 + random.nextInt(40));
            String piece = text.substring(at, to);
            switch (random.nextInt(8)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.setCharAt(at, telling(random));
                case 2 -> text.insert(at, telling(random));
                case 3 -> text.delete(at, to);
                case 4 -> text.insert(to, piece);
                case 5 -> text.delete(at, to).insert(random.nextInt(text.length() + 1), piece);
                case 6 -> text.setLength(random.nextInt(8) == 0 ? at : text.length());
                default -> {
                    if (random.nextInt(64) == 0) {
                        text.insert(at, piece.repeat(1 + 20_000 / piece.length()));
                    }
                }
            }
        }
        return text.toString().getBytes(ISO_8859_1);
    }

    private static char telling(Random random) {
        return (char) (TELLING[random.nextInt(TELLING.length)] & 0xff);
    }
}
