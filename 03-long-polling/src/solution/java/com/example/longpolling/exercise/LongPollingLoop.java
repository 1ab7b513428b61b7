package com.example.longpolling.exercise;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** One answer to exercise 3.3. */
public final class LongPollingLoop {

    public record Message(long id, String text) {
    }

    /** @param retryAfter the header Retry-After, if the server sent it */
    public record Answer(int status, List<Message> messages, Optional<Duration> retryAfter) {
    }

    /** The world outside: the server, and the time. */
    public interface World {

        /** Sends a long poll for what came after this message, and waits for the whole answer. */
        Answer ask(long after) throws IOException, InterruptedException;

        /** Waits, doing nothing. */
        void pause(Duration time) throws InterruptedException;
    }

    private static final Answer NO_ANSWER = new Answer(0, List.of(), Optional.empty());
    private static final long FIRST_STEP_MILLIS = 1_000;
    private static final long LAST_STEP_MILLIS = 30_000;

    private final World world;
    private final Consumer<Message> onMessage;

    public LongPollingLoop(World world, Consumer<Message> onMessage) {
        this.world = world;
        this.onMessage = onMessage;
    }

    public void run(long after) throws IOException, InterruptedException {
        long seen = after;
        long step = FIRST_STEP_MILLIS;
        while (true) {
            Answer answer = ask(seen);
            if (answer.status() == 200 || answer.status() == 204) {
                for (Message message : answer.messages()) {
                    onMessage.accept(message);
                    seen = message.id();
                }
                step = FIRST_STEP_MILLIS;
            } else if (answer.status() / 100 == 4) {
                throw new IOException("the server refuses the question: status " + answer.status());
            } else if (answer.status() == 503 && answer.retryAfter().isPresent()) {
                long asked = answer.retryAfter().get().toMillis();
                world.pause(randomBetween(asked, asked + 1_000));
            } else {
                world.pause(randomBetween(step / 2, step));
                step = Math.min(2 * step, LAST_STEP_MILLIS);
            }
        }
    }

    private Answer ask(long seen) throws InterruptedException {
        try {
            return world.ask(seen);
        } catch (IOException cut) {
            return NO_ANSWER;
        }
    }

    private static Duration randomBetween(long least, long most) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(least, most + 1));
    }
}
