package com.example.tools.judge;

import com.example.tools.process.EndsWithInput;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The main class of the JVM that {@link Judge} forks: runs test classes and writes each result to a file as soon as it
 * is known, so that the results before an endless loop or an exit are not lost.
 *
 * <p>Arguments: the file, and perhaps a test class to warm up with. The names of the test classes come on standard
 * input, in one line with spaces between them. A record in the file is its length (4 bytes) and then the six parts of a
 * {@link Verdict.Result}; a length of -1 says that all tests have ended.
 */
public class TestRunner implements TestExecutionListener {

    static final int END = -1;
    private static final int MESSAGE_LIMIT = 16_000;

    private final DataOutputStream results;
    private final CancellationToken cancelled = CancellationToken.create();
    private TestPlan plan;

    protected TestRunner(OutputStream file) {
        this.results = new DataOutputStream(file);
    }

    public static void main(String[] args) throws IOException {
        if (args.length > 1) {
            new TestRunner(OutputStream.nullOutputStream()).run(args[1].split(" "));
        }
        // Not System.in: the tests may replace it, and what it buffers must not be lost.
        InputStream owner = new FileInputStream(FileDescriptor.in);
        String testClasses = line(owner);
        // When the owner was killed, an endless loop would go on.
        EndsWithInput.watch(owner, () -> Runtime.getRuntime().halt(1));
        try (FileOutputStream file = new FileOutputStream(args[0])) {
            TestRunner runner = new TestRunner(file);
            runner.run(testClasses.split(" "));
            runner.end();
        }
        // The end of what is printed tells the owner: a JVM in which a thread reads takes 300 ms to end.
        new FileOutputStream(FileDescriptor.out).close();
        new FileOutputStream(FileDescriptor.err).close();
        // A thread that the tests left behind must not keep the verdict waiting.
        Runtime.getRuntime().halt(0);
    }

    /** Tells that all tests have been run. */
    final void end() throws IOException {
        results.writeInt(END);
    }

    /** Runs test classes and writes their results. */
    protected final void run(String... testClasses) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(testClasses).map(DiscoverySelectors::selectClass).toList())
                .build();
        LauncherFactory.create().execute(LauncherExecutionRequestBuilder.request(request).listeners(this)
                .cancellationToken(cancelled).build());
    }

    /** Leaves out the tests that have not begun. */
    protected final void cancel() {
        cancelled.cancel();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                // Whoever started this has ended, or needs it no more.
                Runtime.getRuntime().halt(0);
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        write(test, Verdict.Status.SKIPPED, null, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Throwable thrown = result.getThrowable().orElse(null);
        String message = thrown == null ? "" : thrown.getMessage();
        switch (result.getStatus()) {
            case SUCCESSFUL -> {
                if (test.isTest()) {
                    write(test, Verdict.Status.PASSED, null, "");
                }
            }
            case ABORTED -> write(test, Verdict.Status.SKIPPED, thrown, message);
            case FAILED -> write(test, Verdict.Status.FAILED, thrown, message);
        }
    }

    private synchronized void write(TestIdentifier test, Verdict.Status status, Throwable thrown, String message) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream record = new DataOutputStream(bytes);
            text(record, name(test));
            text(record, status.name());
            text(record, thrown == null ? "" : thrown.getClass().getName());
            record.writeBoolean(thrown instanceof AssertionError);
            text(record, message == null ? "" : message);
            text(record, thrown == null ? "" : place(thrown));
            emit(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("The verdict could not be written.", e);
        }
    }

    /** Writes one result, which {@link Verdict.Result#read} reads. */
    protected void emit(byte[] result) throws IOException {
        results.writeInt(result.length);
        results.write(result);
    }

    /** The display names from the test's method on; a parameterized test's invocation follows its method's name. */
    private String name(TestIdentifier test) {
        Deque<String> names = new ArrayDeque<>();
        names.addFirst(test.getDisplayName());
        TestIdentifier at = test;
        while (true) {
            at = plan.getParent(at).orElse(null);
            if (at == null || !(at.getSource().orElse(null) instanceof MethodSource)) {
                return String.join(" > ", names);
            }
            names.addFirst(at.getDisplayName());
        }
    }

    private static String place(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("com.example."))
                .map(frame -> frame.getClassName().replaceFirst("^.*\\.", "") + "." + frame.getMethodName()
                        + "(" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .findFirst().orElse("");
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        String kept = text.length() <= MESSAGE_LIMIT ? text : text.substring(0, MESSAGE_LIMIT) + " [...]";
        byte[] bytes = kept.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
