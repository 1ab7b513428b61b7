package com.example.several.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.IncompleteExecutionException;

/**
 * What a test did, told step by step when it fails: what went in, what should have come out, what came out instead,
 * where the two first differ, and the rule that says so. The exercise's code runs only in {@link #call}, {@link #run}
 * and {@link #refused}: they bound its time and say where an exception came from.
 */
final class Story {

    private static final long SECONDS = 5;
    private static final int BYTES_SHOWN = 48;
    private static final int CHARACTERS_SHOWN = 100;
    /** A difference behind so many equal characters is marked: an earlier one shows by itself. */
    private static final int SEEN_AT_ONCE = 8;
    /** A thread for each call: a lock that a call does not give back is not free for the next one. */
    private static final Executor THREADS = call -> thread(call).start();
    /** One thread for one call after the other: to start a thread costs more than most calls. */
    private static final Executor ONE_THREAD = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 50, TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(), Story::thread);

    private final String rule;
    private final List<String> steps = new ArrayList<>();
    /** The file of the class that is judged: where an exception came from is told as a line in there, if it can be. */
    private final String exercise;
    private final Executor caller;

    /** For the test of a class that threads do not share: a call comes from the thread of the one before, if it can. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface InOneThread { }

    private Story(String rule) {
        this.rule = rule;
        Optional<StackWalker.StackFrame> test = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.filter(frame -> frame.getFileName() != null
                        && frame.getFileName().endsWith("Test.java")).findFirst());
        this.exercise = test.map(frame -> frame.getFileName().replace("Test.java", ".java")).orElse("");
        this.caller = test.filter(frame -> frame.getDeclaringClass().getNestHost()
                .isAnnotationPresent(InOneThread.class)).isPresent() ? ONE_THREAD : THREADS;
    }

    /** A story that ends, if it ends badly, with this rule: one sentence and its source. */
    static Story of(String rule) {
        return new Story(rule);
    }

    /** Tells what the test itself does next. */
    Story step(String what, Object... args) {
        steps.add(args.length == 0 ? what : String.format(what, args));
        return this;
    }

    /** Runs the exercise's code and returns its result: within five seconds ({@link Slowness}), and without a throw. */
    <T> T call(String what, Callable<T> code) {
        step(what);
        try {
            return bounded(code);
        } catch (Throwable thrown) {
            throw failure("it returns", threw(thrown), thrown);
        }
    }

    /** As {@link #call}, for code without a result. */
    void run(String what, Executable code) {
        call(what, () -> execute(code));
    }

    /** Runs the exercise's code, which must refuse with this kind of exception; returns it. */
    @SuppressWarnings("overloads")
    <X extends Throwable> X refused(String what, Class<X> kind, Callable<?> code) {
        step(what);
        Throwable thrown = null;
        String but = "it returned";
        try {
            Object result = bounded(code);
            but += (result == null ? "" : " " + show(result)) + ", as if nothing were wrong";
        } catch (Throwable t) {
            thrown = t;
        }
        if (!kind.isInstance(thrown)) {
            throw failure("it throws " + kind.getSimpleName(), thrown == null ? but : threw(thrown), thrown);
        }
        return kind.cast(thrown);
    }

    /** As above, for code without a result. */
    @SuppressWarnings("overloads")
    <X extends Throwable> X refused(String what, Class<X> kind, Executable code) {
        Callable<Void> call = () -> execute(code);
        return refused(what, kind, call);
    }

    /** The two must be the same bytes. */
    void bytes(String what, byte[] expected, byte[] actual) {
        int at = actual == null ? 0 : Arrays.mismatch(expected, actual);
        if (at >= 0) {
            throw failure(what + ": " + hex(expected, at),
                    actual == null ? "null" : hex(actual, at) + "\n" + mark(actual, at), null);
        }
    }

    /** The two must be equal. */
    void same(String what, Object expected, Object actual) {
        if (!Objects.deepEquals(expected, actual)) {
            String wanted = show(expected);
            String found = show(actual);
            int at = Arrays.mismatch(wanted.toCharArray(), found.toCharArray());
            throw failure(what + ": " + about(wanted, at), about(found, at) + mark(at), null);
        }
    }

    /** The condition must hold; otherwise the story ends with what was expected and what was found. */
    void that(boolean holds, String expected, String but) {
        if (!holds) {
            throw failure(expected, but, null);
        }
    }

    /** The bytes as hexadecimal pairs, and as text where all of them are printable. */
    static String hex(byte... bytes) {
        return hex(bytes, 0);
    }

    private static String hex(byte[] bytes, int about) {
        if (bytes.length == 0) {
            return "(no bytes)";
        }
        int from = from(about, BYTES_SHOWN);
        int to = Math.min(bytes.length, from + BYTES_SHOWN);
        StringBuilder hex = new StringBuilder(from > 0 ? "... " : "");
        for (int i = from; i < to; i++) {
            hex.append(String.format("%02x ", bytes[i]));
        }
        String text = show(new String(bytes, from, to - from, UTF_8));
        boolean readable = text.chars().noneMatch(c -> Character.isISOControl(c) || c == 0xFFFD);
        hex.append(to < bytes.length ? "... (" + bytes.length + " bytes) " : "").append(readable ? text : "");
        return hex.toString().strip();
    }

    /** Where to begin to show so much of something that {@code at} is in the middle, or before it. */
    private static int from(int at, int shown) {
        return at < shown ? 0 : at - shown / 2;
    }

    private static String mark(byte[] actual, int at) {
        int column = (from(at, BYTES_SHOWN) > 0 ? 4 : 0) + 3 * (at - from(at, BYTES_SHOWN));
        return " ".repeat(column) + "^^ the first difference: byte " + at + (at >= actual.length ? " is missing" : "");
    }

    /** The part of a long text that {@code at} is in. */
    private static String about(String text, int at) {
        int from = from(at, CHARACTERS_SHOWN);
        int to = Math.min(text.length(), from + CHARACTERS_SHOWN);
        return (from > 0 ? "... " : "") + text.substring(Math.min(from, to), to) + (to < text.length() ? " ..." : "");
    }

    private static String mark(int at) {
        int from = from(at, CHARACTERS_SHOWN);
        return at < SEEN_AT_ONCE ? "" : "\n" + " ".repeat((from > 0 ? 4 : 0) + at - from) + "^ the first difference";
    }

    private static String show(Object value) {
        if (value instanceof byte[] bytes) {
            return hex(bytes);
        }
        if (value instanceof Optional<?> optional && optional.orElse(null) instanceof byte[] bytes) {
            return "Optional[" + hex(bytes) + "]";
        }
        if (value instanceof String line) {
            return '"' + line.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t").replace("\0", "\\0") + '"';
        }
        String text = value instanceof Map<?, ?> map ? sorted(map.entrySet(), "{", "}")
                : value instanceof Set<?> set ? sorted(set, "[", "]")
                : value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
        // Without the names and numbers that a JVM makes up: they tell a reader nothing.
        return text
                .replaceAll("\\[B@\\p{XDigit}+", "(bytes)")
                .replaceAll("(?:\\w+\\.)+(\\w+)(?:\\$\\$Lambda[\\w/$.]*)?@\\p{XDigit}+", "an object of $1");
    }

    /** A set has no order, nor has a map: two that are equal read alike. */
    private static String sorted(Set<?> set, String open, String close) {
        return set.stream().map(String::valueOf).sorted().collect(Collectors.joining(", ", open, close));
    }

    private static Void execute(Executable code) throws Exception {
        try {
            code.execute();
            return null;
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "exercise");
        thread.setDaemon(true);
        return thread;
    }

    private <T> T bounded(Callable<T> code) throws Throwable {
        CompletableFuture<T> result = new CompletableFuture<>();
        CompletableFuture<Thread> runner = new CompletableFuture<>();
        caller.execute(() -> {
            runner.complete(Thread.currentThread());
            try {
                result.complete(code.call());
            } catch (Throwable thrown) {
                result.completeExceptionally(thrown);
            }
        });
        try {
            return Slowness.result(result, TimeUnit.SECONDS.toMillis(SECONDS));
        } catch (ExecutionException e) {
            throw e.getCause();
        } catch (TimeoutException e) {
            Exception stuck = new TimeoutException("did not return within " + SECONDS + " s");
            Thread caught = runner.getNow(null);
            if (caught != null) {
                stuck.setStackTrace(caught.getStackTrace());
                caught.interrupt();
            }
            throw stuck;
        }
    }

    private String threw(Throwable thrown) {
        List<StackTraceElement> ours = Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("com.example") && frame.getFileName() != null)
                .filter(frame -> !frame.getFileName().matches(".*Test\\.java|Story\\.java")).toList();
        String place = ours.stream().filter(frame -> frame.getFileName().equals(exercise)).findFirst()
                .or(() -> ours.stream().findFirst())
                .map(frame -> ", at " + frame.getFileName() + ":" + frame.getLineNumber()).orElse("");
        String what = thrown instanceof TimeoutException ? "" : "threw " + thrown.getClass().getSimpleName() + ": ";
        return "it " + what + thrown.getMessage() + place;
    }

    private RuntimeException failure(String expected, String but, Throwable cause) {
        if (cause instanceof IncompleteExecutionException notStarted) {
            return notStarted;
        }
        if (cause instanceof AssertionError error) {
            throw error;
        }
        StringBuilder told = new StringBuilder("\n  What happened\n");
        for (int i = 0, number = 1; i < steps.size(); i++) {
            int first = i;
            while (i + 1 < steps.size() && steps.get(i + 1).equals(steps.get(first))) {
                i++;
            }
            told.append("    ").append(number++).append(". ").append(indent(steps.get(first)))
                    .append(i > first ? " (" + (i - first + 1) + " times)" : "").append('\n');
        }
        told.append("  Expected  ").append(indent(expected)).append('\n');
        told.append("  But       ").append(but.isBlank() ? "nothing" : indent(but)).append('\n');
        told.append("  The rule  ").append(indent(rule)).append('\n');
        throw new AssertionFailedError(told.toString(), cause);
    }

    private static String indent(String text) {
        return text.replace("\n", "\n            ");
    }
}
