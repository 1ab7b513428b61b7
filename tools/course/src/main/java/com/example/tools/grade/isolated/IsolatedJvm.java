package com.example.tools.grade.isolated;

import com.example.tools.process.Child;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The process of an {@link IsolatedRunner}: it knows nothing of our environment, and when it ends, so does all that it
 * has started. The end of what it prints is kept, the rest is read and thrown away.
 */
final class IsolatedJvm implements AutoCloseable {

    private static final int OUTPUT_LIMIT = 20_000;
    /** A variable in the environment of the JVM and of all that it starts. */
    private static final String MARK = "EXAMINATION";

    private final String mark = UUID.randomUUID().toString();
    private final Child child;
    private final Process process;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Thread drain;

    IsolatedJvm(List<String> command, Path folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        // Nothing of our own environment, which may hold secrets, is the judged code's business.
        builder.environment().keySet().removeIf(name -> !name.matches("(?i)PATH|SYSTEMROOT|LANG|LC_ALL|TZ"));
        builder.environment().put(MARK, mark);
        child = Child.start(builder);
        process = child.process();
        drain = new Thread(() -> drain(process.getErrorStream()), "examination-output");
        drain.setDaemon(true);
        drain.start();
    }

    /** Does something when the process has ended, and what it had started with it. */
    void atEnd(Runnable then) {
        process.onExit().thenRunAsync(() -> {
            sweep();
            then.run();
        });
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    OutputStream in() {
        return process.getOutputStream();
    }

    InputStream out() {
        return process.getInputStream();
    }

    void keep(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        keep(bytes, bytes.length);
    }

    /** What was printed since this was called last, or the end of it. */
    String printed() {
        synchronized (output) {
            String text = output.toString(StandardCharsets.UTF_8);
            output.reset();
            return text;
        }
    }

    private void drain(InputStream in) {
        byte[] buffer = new byte[8192];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                keep(buffer, n);
            }
        } catch (IOException e) {
            // The process was stopped while it printed: what was kept so far is what there is.
        }
    }

    /** Keeps the end: it tells why a JVM ended. */
    private void keep(byte[] bytes, int length) {
        synchronized (output) {
            output.write(bytes, 0, length);
            if (output.size() > 2 * OUTPUT_LIMIT) {
                byte[] all = output.toByteArray();
                output.reset();
                output.writeBytes(Arrays.copyOfRange(all, all.length - OUTPUT_LIMIT, all.length));
            }
        }
    }

    /** Ends the processes that the JVM has started and that have no parent any more: Linux tells which. */
    private void sweep() {
        Path proc = Path.of("/proc");
        if (!Files.isDirectory(proc.resolve("self"))) {
            return;
        }
        ProcessHandle.allProcesses().forEach(one -> {
            try {
                if (Files.readString(proc.resolve(one.pid() + "/environ"), StandardCharsets.ISO_8859_1)
                        .contains(MARK + "=" + mark)) {
                    one.destroyForcibly();
                }
            } catch (IOException e) {
                // It has ended meanwhile, or is not ours.
            }
        });
    }

    /** Ends the process and what it has started. */
    void stop() {
        child.kill();
    }

    /** Waits until what was printed last has arrived. */
    void awaitOutput() throws InterruptedException {
        drain.join(TimeUnit.SECONDS.toMillis(2));
    }

    /** Waits until the process has ended by itself. */
    void awaitEnd(long seconds) throws InterruptedException {
        process.waitFor(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        process.waitFor(5, TimeUnit.SECONDS);
        sweep();
    }
}
