package com.example.tools.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.example.tools.grade.sheet.Sheet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What wanted a port that somebody else had is judged once more, and while nothing else is. */
class OnePortTest {

    /** Takes the port for a while; if it cannot, it connects to who has it. */
    private static final String TAKES = """
            var here = java.net.InetAddress.getLoopbackAddress();
            try (var own = new java.net.ServerSocket(%1$d, 1, here)) {
                java.util.concurrent.locks.LockSupport.parkNanos(500_000_000L);
                int %2$s = 0;
                for (int n : numbers) { %2$s += n; }
                return %2$s;
            } catch (java.net.BindException e) {
                try (var told = new java.net.Socket(here, %1$d)) {
                    throw new IllegalStateException(e);
                } catch (java.io.IOException gone) {
                    throw new IllegalStateException(e);
                }
            } catch (java.io.IOException e) {
                throw new IllegalStateException("another failure", e);
            }""";

    @Test
    void two_that_want_the_same_port_both_pass(@TempDir Path folder) throws Exception {
        SmallCourse room = SmallCourse.in(folder);
        List<String> students = List.of("ann", "bob");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        // The first tries of both find it taken; then it is free.
        try (ServerSocket taken = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            for (String student : students) {
                room.handIn(student, SmallCourse.adder(TAKES.formatted(taken.getLocalPort(), "of" + student)),
                        SmallCourse.RIGHT_DOUBLER);
            }
            CompletableFuture<Void> free = CompletableFuture.runAsync(() -> {
                try (taken) {
                    taken.accept().close();
                    taken.accept().close();
                } catch (IOException e) {
                    throw new IllegalStateException("Both should have wanted it.", e);
                }
            });
            Sheet sheet = room.judge(said, "--jobs", "2");
            free.get(10, TimeUnit.SECONDS);
            for (String student : students) {
                Sheet.Result result = SmallCourse.result(sheet, student, "1.1");
                assertNotNull(result, student);
                assertEquals("passed", result.status(), () -> student + ": " + result.message());
            }
        }
    }
}
