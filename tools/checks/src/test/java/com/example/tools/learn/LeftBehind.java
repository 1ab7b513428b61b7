package com.example.tools.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The Java processes of a copy of the course: the loop, and the JVMs that judge for it. */
final class LeftBehind {

    private LeftBehind() {
    }

    /** Waits until there is none, and fails if there still is one when the time is over. */
    static void none(Path copy, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        List<String> left = processes(copy);
        while (!left.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            left = processes(copy);
        }
        assertEquals(List.of(), left);
    }

    /** Those that judge have the copy's folder in their class path, the loop itself works in it. */
    private static List<String> processes(Path copy) {
        return ProcessHandle.allProcesses().filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> process.info().commandLine().orElse("").contains("java"))
                .filter(process -> process.info().commandLine().orElse("").contains(copy.toString())
                        || worksIn(process, copy))
                .map(process -> process.pid() + " " + process.info().commandLine().orElse("")).toList();
    }

    private static boolean worksIn(ProcessHandle process, Path folder) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", String.valueOf(process.pid()), "cwd")).equals(folder);
        } catch (IOException | UnsupportedOperationException e) {
            // Not ours to see, or gone, or a system without /proc.
            return false;
        }
    }
}
