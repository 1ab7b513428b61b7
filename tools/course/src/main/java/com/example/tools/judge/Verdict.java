package com.example.tools.judge;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * What a forked run of test classes came to.
 *
 * @param ending  whether the tests ended by themselves
 * @param results one per test, in the order in which they ended; of a run that was stopped, those that had ended
 * @param took    from the start of the JVM to its end
 * @param output  the first {@link Judge#OUTPUT_LIMIT} bytes of what the run printed
 */
public record Verdict(Ending ending, List<Result> results, Duration took, String output) {

    public enum Ending {
        /** All tests were run and reported. */
        FINISHED,
        /** The limit was reached while something was waited for, and the JVM was stopped. */
        TIMED_OUT,
        /** The processor time that a run may use was used up, and the JVM was stopped. */
        LOOPED,
        /** The JVM ended before its tests did: an exit, or no memory left. */
        DIED
    }

    public enum Status { PASSED, FAILED, SKIPPED }

    /**
     * One test, or a class that could not be run at all.
     *
     * @param name      the display name, for parameterized tests with the name of the method before it
     * @param status    passed, failed or skipped
     * @param exception the class of what was thrown; empty if nothing was
     * @param assertion whether a test's judgement was thrown, rather than an accident
     * @param message   its message; empty if there was none
     * @param place     the first stack frame in the course's own code; empty if there was none
     */
    public record Result(String name, Status status, String exception, boolean assertion, String message,
                         String place) {

        /** Reads a result as {@link TestRunner#emit} has written it. */
        public static Result read(DataInputStream in) throws IOException {
            return new Result(text(in), Status.valueOf(text(in)), text(in), in.readBoolean(), text(in), text(in));
        }

        private static String text(DataInputStream in) throws IOException {
            int length = in.readInt();
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    public List<Result> with(Status status) {
        return results.stream().filter(result -> result.status() == status).toList();
    }

    /** Every test was run and passed, and there was at least one. */
    public boolean allPassed() {
        return ending == Ending.FINISHED && !results.isEmpty() && with(Status.PASSED).size() == results.size();
    }

    /** No test was judged, because nothing has been written yet. */
    public boolean allSkipped() {
        return ending == Ending.FINISHED && !results.isEmpty() && with(Status.SKIPPED).size() == results.size();
    }
}
