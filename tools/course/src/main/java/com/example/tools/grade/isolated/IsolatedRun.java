package com.example.tools.grade.isolated;

import com.example.tools.course.Exercise;
import com.example.tools.judge.Verdict;
import com.example.tools.process.Child;
import com.example.tools.process.Limit;
import com.example.tools.process.Slowness;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One run of an {@link IsolatedRunner}: a JVM that judges some exercises of one submission, watched from outside. It
 * lasts until all are judged, or one does not end in time, or the JVM ends, whatever comes first; what was not reached
 * then needs another run.
 */
public final class IsolatedRun implements AutoCloseable {

    public static final String BROKEN_CHANNEL = "something was written where only the tests' results may be";

    private static final Duration START = Duration.ofSeconds(60);
    /** How long it may take to see whether all threads have ended. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(10);
    /** An exercise may take as long as so many tests. */
    private static final int TESTS = 8;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] END = new byte[0];
    private static final byte[] LATE = new byte[0];
    private static final byte[] LOOPING = new byte[0];

    /** What the exercises of one lesson need: its class path, the submission's classes, and what to judge. */
    public record Part(List<Path> classpath, ExerciseLoader.Classes classes, List<Exercise> exercises) { }

    /** Is told about each exercise as soon as its tests have ended, and of a thread of its own that has not, if any. */
    public interface Listener {
        void judged(Exercise exercise, Verdict verdict, String thread) throws IOException;
    }

    /** How slow the machine was when the JVM began. */
    private double slowness;
    private final IsolatedJvm jvm;
    private final Mac mac;
    private final List<Exercise> exercises = new ArrayList<>();
    private final BlockingQueue<byte[]> records = new LinkedBlockingQueue<>(1_000);
    private final Thread reader;

    /**
     * @param isLast whether all tests are run; otherwise an exercise's tests end with the first that fails
     */
    public IsolatedRun(List<String> command, Path folder, List<Part> parts, boolean isLast) throws IOException {
        byte[] key = new byte[IsolatedRunner.SEAL];
        RANDOM.nextBytes(key);
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA256.", e);
        }
        parts.forEach(part -> exercises.addAll(part.exercises()));
        jvm = new IsolatedJvm(command, folder);
        reader = new Thread(this::read, "examination-records");
        reader.setDaemon(true);
        reader.start();
        jvm.atEnd(this::ended);
        send(key, parts, isLast);
    }

    private void send(byte[] key, List<Part> parts, boolean isLast) {
        try {
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(jvm.in()));
            out.write(key);
            slowness = Slowness.now();
            out.writeDouble(slowness);
            out.writeBoolean(isLast);
            out.writeInt(parts.size());
            for (Part part : parts) {
                texts(out, part.classpath().stream().map(Path::toString).toList());
                part.classes().write(out);
                texts(out, part.exercises().stream().map(Exercise::testClass).toList());
            }
            // It stays open: its end would tell the JVM that its owner is gone.
            out.flush();
        } catch (IOException e) {
            // The JVM has ended already, and that is what judge() will find.
        }
    }

    private static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    /**
     * Judges, and returns how many of the exercises were judged, in their order; less than all if the JVM is used up.
     *
     * @param limit how long one test may take on a machine that does nothing else; an exercise may take eight times
     *              as long
     */
    public int judge(Duration limit, Listener listener) throws IOException, InterruptedException {
        int done = 0;
        while (done < exercises.size()) {
            byte[] started = await(new Limit(jvm.handle(), START));
            if (started == LATE || started == LOOPING || started == END) {
                if (done > 0) {
                    return done;        // it ended between two: the next one is not to blame
                }
                listener.judged(exercises.get(0), verdict(started == END ? died()
                        : Verdict.Ending.TIMED_OUT, List.of(), System.nanoTime()), "");
                return 1;
            }
            long start = System.nanoTime();
            List<Verdict.Result> results = new ArrayList<>();
            Verdict.Ending ending = null;
            boolean clean = true;
            String thread = "";
            Limit whole = new Limit(jvm.handle(), limit.multipliedBy(TESTS));
            Limit bound = new Limit(jvm.handle(), limit);
            while (ending == null) {
                byte[] record = await(bound);
                if (record == LATE) {
                    ending = Verdict.Ending.TIMED_OUT;
                } else if (record == LOOPING) {
                    ending = Verdict.Ending.LOOPED;
                } else if (record == END) {
                    ending = died();
                } else if (record[0] == IsolatedRunner.RESULT) {
                    results.add(Verdict.Result.read(new DataInputStream(
                            new ByteArrayInputStream(record, 1, record.length - 1))));
                    if (whole.state() == Limit.State.WITHIN) {
                        bound = new Limit(jvm.handle(), limit);
                    }
                } else if (record[0] == IsolatedRunner.TESTED) {
                    // A thread that was left may compute. The JVM waits for it by the measure that it was sent.
                    bound = Limit.ofTheClock(jvm.handle(), AFTERWARDS.plusMillis(
                            (long) (IsolatedRunner.LEFT_MILLIS * slowness)));
                } else if (record[0] == IsolatedRunner.ENDED) {
                    ending = Verdict.Ending.FINISHED;
                    clean = record[1] == '1';
                    thread = new String(record, 2, record.length - 2, StandardCharsets.UTF_8);
                }
            }
            if (ending != Verdict.Ending.FINISHED) {
                jvm.stop();
                jvm.awaitOutput();
            }
            if (ending == Verdict.Ending.DIED && done > 0) {
                return done;            // whoever was judged before may be to blame: again, in a JVM of its own
            }
            listener.judged(exercises.get(done), verdict(ending, results, start), thread);
            done++;
            if (ending != Verdict.Ending.FINISHED || !clean) {
                return done;
            }
        }
        return done;
    }

    /** It has died, which is no verdict if that was because this program is being ended. */
    private static Verdict.Ending died() throws InterruptedException {
        if (Child.isOwnerEnding()) {
            throw new InterruptedException("This program is being ended.");
        }
        return Verdict.Ending.DIED;
    }

    /** The next record; one of those above if the process does not send one within its limit. */
    private byte[] await(Limit limit) throws InterruptedException {
        while (true) {
            byte[] record = records.poll(limit.left(), TimeUnit.NANOSECONDS);
            if (record != null) {
                return record;
            }
            Limit.State state = limit.state();
            if (state != Limit.State.WITHIN) {
                return state == Limit.State.LOOPED ? LOOPING : LATE;
            }
        }
    }

    private Verdict verdict(Verdict.Ending ending, List<Verdict.Result> results, long start) {
        return new Verdict(ending, results, Duration.ofNanos(System.nanoTime() - start), jvm.printed());
    }

    /** Takes the sealed records from the JVM's standard output; the first that is not one ends it. */
    private void read() {
        try (DataInputStream in = new DataInputStream(jvm.out())) {
            for (long number = 0; ; number++) {
                int length = in.readInt();
                if (length < 1 || length > IsolatedRunner.RECORD_LIMIT) {
                    throw new IOException(BROKEN_CHANNEL);
                }
                byte[] record = in.readNBytes(length);
                byte[] seal = in.readNBytes(IsolatedRunner.SEAL);
                if (!MessageDigest.isEqual(seal, IsolatedRunner.seal(mac, number, record))) {
                    throw new IOException(BROKEN_CHANNEL);
                }
                records.put(record);
            }
        } catch (IOException e) {
            if (BROKEN_CHANNEL.equals(e.getMessage())) {
                jvm.keep(BROKEN_CHANNEL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            jvm.stop();
            offerEnd();
        }
    }

    private void offerEnd() {
        try {
            records.offer(END, 1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The JVM has ended; what it has started may hold its output open for as long as it likes. */
    private void ended() {
        try {
            reader.join(TimeUnit.SECONDS.toMillis(2));
            if (reader.isAlive()) {
                offerEnd();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the JVM has ended by itself. */
    public void awaitEnd(long seconds) throws InterruptedException {
        jvm.awaitEnd(seconds);
    }

    /** Ends the JVM and what it started. */
    @Override
    public void close() throws InterruptedException {
        jvm.close();
    }
}
