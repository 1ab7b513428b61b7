package com.example.tokens;

import java.time.Duration;
import java.util.Random;

/** It knows eight words, and is slow. The same prompt has the same tokens; one with "fail" in it fails. */
final class MadeUpModel implements Model {

    private static final String[] WORDS = {" the", " server", " speaks", " first", " and", " it", " was", " asked"};

    private final Random random;
    private final Duration pace;
    private final boolean fails;
    private final int count;
    private int made;

    /** @param pace how long it takes for a token */
    MadeUpModel(String prompt, Duration pace) {
        this.pace = pace;
        random = new Random(prompt.hashCode());
        count = 20 + random.nextInt(20);
        fails = prompt.contains("fail");
    }

    @Override
    public String next() throws InterruptedException {
        Thread.sleep(pace.toMillis());                          // it thinks
        if (made == count) {
            return null;
        }
        if (fails && made == 5) {
            throw new IllegalStateException("the model has lost its thread");
        }
        made++;
        return WORDS[random.nextInt(WORDS.length)];
    }
}
