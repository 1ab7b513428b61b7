package com.example.tools.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A signal ends a grading in the middle of an answer. */
class EndedGradeTest {

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process is not asked to end there")
    void what_was_being_judged_has_no_verdict(@TempDir Path folder) throws Exception {
        SmallCourse room = SmallCourse.in(folder);
        Path begun = folder.resolve("begun");
        room.handIn("ann", SmallCourse.adder("try {\n java.nio.file.Files.createFile(java.nio.file.Path.of(\"" + begun
                + "\"));\n new java.util.concurrent.CountDownLatch(1).await();\n"
                + " } catch (Exception e) { }\n return 0;"), SmallCourse.RIGHT_DOUBLER);
        Path out = folder.resolve("grades");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcourse=" + room.course.root(), "-cp", System.getProperty("java.class.path"),
                SmallCourse.class.getName(), "grade", room.submissions.toString(), "--out", out.toString(), "--limit",
                "300").redirectErrorStream(true).redirectOutput(folder.resolve("said.txt").toFile()).start();
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
            while (Files.notExists(begun)) {
                assertTrue(process.isAlive() && System.nanoTime() < deadline,
                        Files.readString(folder.resolve("said.txt")));
                process.waitFor(5, TimeUnit.MILLISECONDS);
            }
            process.destroy();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it did not end");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(List.of(), Files.readAllLines(out.resolve("judged.jsonl")).stream()
                .filter(line -> line.contains("ended before") || line.contains("Adder")).toList());
    }
}
