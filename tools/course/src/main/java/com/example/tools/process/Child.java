package com.example.tools.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A process that was started here and ends here, with all that it has started: when it is closed, and at the latest
 * when this JVM ends, by Ctrl-C too.
 */
public final class Child implements AutoCloseable {

    /** How long one that was asked to end may take for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Set<Child> RUNNING = ConcurrentHashMap.newKeySet();
    /** Open as soon as this JVM is being ended. */
    private static final CountDownLatch ENDING = new CountDownLatch(1);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Child::endAll, "children-end"));
    }

    private final Process process;

    private Child(Process process) {
        this.process = process;
        RUNNING.add(this);
        process.onExit().thenRun(() -> RUNNING.remove(this));
    }

    public static Child start(ProcessBuilder builder) throws IOException {
        return new Child(builder.start());
    }

    /**
     * Whether this JVM is being ended, and its children with it: what one of them has not finished says nothing then. A
     * signal may reach a child first, so that an answer that is no takes a second.
     */
    public static boolean isOwnerEnding() throws InterruptedException {
        return ENDING.await(1, TimeUnit.SECONDS);
    }

    /** The process: where it is fed, read and waited for. */
    public Process process() {
        return process;
    }

    /** Lets it know that no more input comes; what ends with its input ends. */
    public void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended by itself.
        }
    }

    /** Ends it and all that it has started, without asking. */
    public void kill() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /** Ends its input, gives it a moment, and then kills what is left; returns when it has ended. */
    @Override
    public void close() {
        endInput();
        awaitEnd();
    }

    private void awaitEnd() {
        List<ProcessHandle> descendants = process.descendants().toList();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /** As Ctrl-C would: each is asked, all at once, and what does not end is killed. */
    private static void endAll() {
        ENDING.countDown();
        List<Child> all = List.copyOf(RUNNING);
        all.forEach(child -> child.process.destroy());
        all.forEach(Child::awaitEnd);
    }
}
