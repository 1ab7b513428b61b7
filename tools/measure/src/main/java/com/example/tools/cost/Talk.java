package com.example.tools.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What is said, and when: the same script for every way of talking.
 *
 * @param name        what the tables call it
 * @param lastsMillis how long it goes on; what passes on the wire in this time is its cost
 * @param atMillis    when each message is said; of equal moments, one right after the other
 */
public record Talk(String name, int lastsMillis, List<Integer> atMillis) {

    /** Room for a sentence; {@link #text} fills it. */
    private static final String SENTENCE = "%04d a sentence, as long as people write";
    private static final int BURST = 20;

    /** Four messages in 12 s, at no multiple of anything. */
    static Talk quiet() {
        return new Talk("quiet", 12_000, List.of(1_310, 4_870, 7_240, 9_655));
    }

    /** Ten messages a second for 8 s, unevenly. */
    static Talk chatty() {
        Random random = new Random(1);
        List<Integer> at = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            at.add(i * 100 + random.nextInt(100));
        }
        return new Talk("chatty", 8_000, at);
    }

    /** Four times 20 messages at once, in 8 s. */
    static Talk bursty() {
        List<Integer> at = new ArrayList<>();
        for (int moment : List.of(730, 2_890, 4_610, 6_340)) {
            for (int i = 0; i < BURST; i++) {
                at.add(moment);
            }
        }
        return new Talk("bursty", 8_000, at);
    }

    /** Two hundred messages in a second that heat the room up: compiled code, open connections. */
    static Talk warmUp() {
        return new Talk("warm-up", 0, IntStream.range(0, 200).mapToObj(i -> 5 * i).toList());
    }

    /** Short ones, which prove that everything works, and no more. */
    static List<Talk> quick() {
        return List.of(new Talk("quiet", 1_300, List.of(310)),
                new Talk("bursty", 600, List.of(100, 100, 100, 100, 100)));
    }

    public static List<Talk> all() {
        return List.of(quiet(), chatty(), bursty());
    }

    /** The text of a message: its number in this talk, and a sentence. All have the same length, in ASCII. */
    static String text(int number) {
        return String.format(Locale.ROOT, SENTENCE, number);
    }
}
