package com.example.tools.grade.isolated;

import com.example.tools.judge.TestRunner;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestIdentifier;

/**
 * The main class of the JVM that judges one submission's exercises, one after the other. What to judge comes on
 * standard input, see {@link IsolatedRun}; what became of it goes to standard output, in sealed records: the JVM runs
 * code of a stranger, and what that code writes there by itself has no seal.
 *
 * <p>A record is its length (4 bytes), its bytes, and the HMAC-SHA256 (32 bytes) of its number (8 bytes) and its bytes,
 * with the key that came first on standard input. Its first byte is one of the kinds below. No field of any object that
 * the judged code can reach leads to the key.
 */
public final class IsolatedRunner {

    static final byte STARTED = 'S';
    static final byte RESULT = 'R';
    static final byte TESTED = 'T';
    static final byte ENDED = 'E';
    static final int SEAL = 32;
    static final int RECORD_LIMIT = 200_000;
    public static final String TOO_MANY_THREADS = "more than 1,000 threads at once";

    private static final int THREADS = 1_000;
    /** How long threads may take to end, and one in the submission's own code after that, on a quiet machine. */
    private static final long END_MILLIS = 300;
    private static final long OWN_MILLIS = 2_000;
    /** Both. */
    static final long LEFT_MILLIS = END_MILLIS + OWN_MILLIS;
    /** Threads of the JDK and of the servers that stay when all that used them has been closed. */
    private static final Set<String> KEPT = Set.of("Cleaner", "Common-Cleaner", "process reaper", "Keep-Alive-Timer",
            "Attach Listener", "Signal Dispatcher", "Finalizer", "Reference Handler", "Notification Thread");

    /** Writes sealed records; the only one who knows the key. */
    private static final class Sealed {
        private final DataOutputStream out;
        private final Mac mac;
        private long number;

        Sealed(DataOutputStream out, byte[] key) throws GeneralSecurityException {
            this.out = out;
            this.mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        }

        synchronized void write(byte kind, byte[] bytes) throws IOException {
            byte[] record = new byte[bytes.length + 1];
            record[0] = kind;
            System.arraycopy(bytes, 0, record, 1, bytes.length);
            ByteArrayOutputStream whole = new ByteArrayOutputStream(record.length + 4 + SEAL);
            DataOutputStream data = new DataOutputStream(whole);
            data.writeInt(record.length);
            data.write(record);
            data.write(seal(mac, number++, record));
            out.write(whole.toByteArray());
            out.flush();
        }
    }

    static byte[] seal(Mac mac, long number, byte[] record) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            mac.update((byte) (number >>> shift));
        }
        return mac.doFinal(record);
    }

    /** One lesson's share of the work. */
    private record Task(List<String> classpath, ExerciseLoader.Classes classes, List<String> tests) { }

    private static final class SealedRunner extends TestRunner {
        private final Sealed sealed;

        private final boolean isLast;

        SealedRunner(Sealed sealed, boolean isLast) {
            super(OutputStream.nullOutputStream());
            this.sealed = sealed;
            this.isLast = isLast;
        }

        void judge(String testClass) {
            run(testClass);
        }

        @Override
        protected void emit(byte[] result) throws IOException {
            sealed.write(RESULT, result);
        }

        /** What has failed is judged again, all of it: until then the rest tells nothing. */
        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            super.executionFinished(test, result);
            if (!isLast && result.getStatus() == TestExecutionResult.Status.FAILED) {
                cancel();
            }
        }
    }

    private IsolatedRunner() {
    }

    public static void main(String[] args) throws Exception {
        DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        // From now on, what is printed is no record.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        System.setIn(InputStream.nullInputStream());
        DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
        Sealed sealed = new Sealed(out, in.readNBytes(SEAL));
        double slowness = in.readDouble();
        boolean isLast = in.readBoolean();
        List<Task> tasks = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            tasks.add(new Task(texts(in), ExerciseLoader.Classes.read(in), texts(in)));
        }
        watch("judge-owner", () -> {
            while (in.read() >= 0) {
                continue;
            }
        });
        watch("judge-threads", () -> {
            while (ManagementFactory.getThreadMXBean().getThreadCount() < THREADS) {
                Thread.sleep(50);
            }
            System.err.println(TOO_MANY_THREADS);
        });
        judge(tasks, sealed, slowness, isLast);
        end(0);
    }

    private static void judge(List<Task> tasks, Sealed sealed, double slowness, boolean isLast) throws Exception {
        for (Task task : tasks) {
            try (ExerciseLoader loader = new ExerciseLoader(task.classpath(), task.classes())) {
                for (String test : task.tests()) {
                    Set<Thread> before = threads();
                    Thread.currentThread().setContextClassLoader(loader);
                    sealed.write(STARTED, new byte[0]);
                    new SealedRunner(sealed, isLast).judge(test);
                    sealed.write(TESTED, new byte[0]);
                    List<Thread> left = left(before, (long) (END_MILLIS * slowness));
                    String own = own(task, left, (long) (OWN_MILLIS * slowness)).orElse("");
                    sealed.write(ENDED, ended(left.isEmpty(), own));
                    if (!left.isEmpty()) {
                        // What it left behind may disturb the next one, so that one gets a JVM of its own.
                        end(0);
                    }
                }
            }
        }
    }

    /** The threads that the tests and the exercise have started and that do not end, given a while. */
    private static List<Thread> left(Set<Thread> before, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000L;
        Set<Thread> left = threads();
        left.removeAll(before);
        for (Thread thread : left) {
            long wait = (deadline - System.nanoTime()) / 1_000_000;
            if (wait > 0) {
                thread.join(wait);
            }
        }
        return left.stream().filter(Thread::isAlive).toList();
    }

    /** A thread that is in the submission's own code, and still is after a while more, and where. */
    private static Optional<String> own(Task task, List<Thread> left, long millis) throws InterruptedException {
        for (Thread thread : left) {
            if (frame(task, thread).isPresent()) {
                thread.join(millis);
                Optional<StackTraceElement> frame = frame(task, thread);
                if (frame.isPresent()) {
                    return frame.map(at -> "\"" + thread.getName() + "\" in " + at);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<StackTraceElement> frame(Task task, Thread thread) {
        return Stream.of(thread.getStackTrace())
                .filter(at -> task.classes().byName().containsKey(at.getClassName())).findFirst();
    }

    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> KEPT.contains(thread.getName())
                || thread.getName().startsWith("ForkJoinPool.commonPool-"));
        return threads;
    }

    private interface Waiting {
        void run() throws Exception;
    }

    /** When the wait is over, for whatever reason, so is this JVM. */
    private static void watch(String name, Waiting waiting) {
        Thread thread = new Thread(() -> {
            try {
                waiting.run();
            } catch (Exception e) {
                // Its owner is gone, or it is tampered with: an end in either case.
            }
            end(1);
        }, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends this JVM and the processes that it started, at once: neither threads nor shutdown hooks have a say. */
    private static void end(int status) {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(status);
    }

    private static byte[] ended(boolean clean, String thread) {
        return ((clean ? "1" : "0") + thread).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
