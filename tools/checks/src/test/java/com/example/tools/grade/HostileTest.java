package com.example.tools.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.grade.sheet.Sheet;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Submissions that do their worst in exercise 1.1: each fails there, with a sentence that says why, and passes 1.2,
 * which is right in all of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTest {

    private static final String MARK = "61.0625";
    private static final String NO_END = "A test did not end within 3 s";
    private static final String LOOP = "while (true) { Thread.onSpinWait(); }";

    /**
     * Follows every path that the JVM is told, in its properties, its environment, its own command line and its
     * parent's, and every folder above: if one has the answers in it, or beside it, the message says where.
     */
    private static final String LOOKS = """
            var told = new java.util.TreeSet<String>();
            System.getProperties().values().forEach(value -> told.add(value.toString()));
            told.addAll(System.getenv().values());
            var me = ProcessHandle.current();
            for (var process : java.util.List.of(me, me.parent().orElse(me))) {
                told.addAll(java.util.List.of(process.info().arguments().orElse(new String[0])));
            }
            for (String words : told) {
                for (String word : words.split("[=@ " + java.io.File.pathSeparator + "]")) {
                    var at = new java.io.File(word).getAbsoluteFile();
                    for (; at != null && at.getParentFile() != null; at = at.getParentFile()) {
                        for (String below : new String[] {"", "course/"}) {
                            if (new java.io.File(at, below + "01-sum/src/solution").exists()) {
                                throw new IllegalStateException("found by " + word);
                            }
                        }
                    }
                }
            }
            """;

    /** What a student does, and a piece of what is said of it. */
    private static final Map<String, String[]> WORST = new LinkedHashMap<>();

    static {
        worst("endless-loop", LOOP, NO_END);
        worst("exit", "System.exit(0); return 0;", "The JVM ended before the tests did");
        worst("halt", "Runtime.getRuntime().halt(0); return 0;", "The JVM ended before the tests did");
        worst("exit-that-hangs", "Runtime.getRuntime().addShutdownHook(new Thread(() -> { " + LOOP
                + " })); System.exit(0); return 0;", NO_END);
        worst("thread-left", "new Thread(() -> { " + LOOP + " }, \"forgotten\").start();" + right(),
                "a thread was left running, \"forgotten\"");
        worst("server-left", "try { var server = new java.net.ServerSocket(0, 1,"
                + " java.net.InetAddress.getLoopbackAddress());"
                + " new Thread(() -> { try { server.accept(); } catch (java.io.IOException e) { } }, \"acceptor\")"
                + ".start(); } catch (java.io.IOException e) { }" + right(), "a thread was left running, \"acceptor\"");
        worst("output", "while (true) { System.out.println(\"no end \".repeat(100)); }",
                NO_END);
        worst("memory", "var all = new java.util.ArrayList<byte[]>(); while (true) { all.add(new byte[1 << 20]); }",
                "it ran out of memory");
        worst("recursion", "return add(numbers) + 1;", "StackOverflowError");
        worst("thread-bomb",
                "while (true) { new Thread(java.util.concurrent.locks.LockSupport::park).start(); }",
                "more than 1,000 threads at once");
        worst("fake-results", "try (var out = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {"
                + " out.write(new byte[] {0, 0, 0, 2, 'E', '1'}); out.write(new byte[32]); }"
                + " catch (java.io.IOException e) { } " + LOOP, "something was written where only the tests' results");
        worst("interrupts-all", "Thread.getAllStackTraces().keySet().forEach(Thread::interrupt); " + LOOP,
                "The JVM ended before the tests did");
        worst("child-process", "try { new ProcessBuilder(\"sleep\", \"" + MARK + "\").inheritIO().start(); }"
                + " catch (java.io.IOException e) { } Runtime.getRuntime().halt(0); return 0;",
                "The JVM ended before the tests did");
        worst("changes-the-tests", "Numbers.SIX = -7; return 7;", "adds");
        worst("files", "try { for (int i = 0; i < 50; i++) {"
                + " java.nio.file.Files.write(java.nio.file.Path.of(\"f\" + i), new byte[100_000]); }"
                + " } catch (java.io.IOException e) { } return 7;", "adds");
        worst("looks-for-an-answer", LOOKS + " return 7;", "adds");
        WORST.put("does-not-compile", new String[] {SmallCourse.adder("return numbers"),
                "This does not compile: line 5"});
        WORST.put("byte-order-mark", new String[] {"\uFEFF" + SmallCourse.RIGHT_ADDER,
                "This does not compile: line 1"});
        WORST.put("no-file", new String[] {null, "There is no file " + SmallCourse.ADDER});
        WORST.put("huge", new String[] {"/*" + " ".repeat(Submission.SIZE_LIMIT) + "*/",
                "bytes; 200000 are the limit"});
        WORST.put("other-package", new String[] {SmallCourse.RIGHT_ADDER.replace("sum.exercise", "sum"),
                "does not define the class com.example.sum.exercise.Adder"});
        WORST.put("shadows-a-test", new String[] {SmallCourse.RIGHT_ADDER
                + "class AdderTest { @org.junit.jupiter.api.Test void passes() { } }",
                "AdderTest, which is a class of the course"});
        WORST.put("too-deep-for-javac", new String[] {SmallCourse.adder("return " + "(".repeat(40_000) + "0"
                + ")".repeat(40_000) + ";"), "the compiler gave up"});
    }

    private SmallCourse room;
    private Sheet sheet;
    private Sheet endless;

    private static void worst(String student, String body, String said) {
        WORST.put(student, new String[] {SmallCourse.adder(body), said});
    }

    private static String right() {
        return " int sum = 0; for (int n : numbers) { sum += n; } return sum;";
    }

    static List<String> students() {
        return List.copyOf(WORST.keySet());
    }

    @BeforeAll
    void judge(@TempDir Path folder) throws Exception {
        room = SmallCourse.in(folder);
        SmallCourse other = room.withClass("endless");
        for (Map.Entry<String, String[]> one : WORST.entrySet()) {
            (one.getValue()[1].equals(NO_END) ? other : room)
                    .handIn(one.getKey(), one.getValue()[0], SmallCourse.RIGHT_DOUBLER);
        }
        link(room.handIn("link-to-a-file", null, SmallCourse.RIGHT_DOUBLER).resolve(SmallCourse.ADDER),
                room.course.root().resolve("01-sum/src/solution/java/com/example/sum/exercise/Adder.java"));
        link(Files.createDirectories(room.submissions.resolve("link-to-a-folder/01-sum/src")).resolve("exercise"),
                room.course.root().resolve("01-sum/src/solution"));
        Path own = room.handIn("brings-its-own", SmallCourse.adder("return 7;"), SmallCourse.RIGHT_DOUBLER);
        bringItsOwn(own);
        // Only those that never end are waited for, so only they need a short limit.
        sheet = room.judge(OutputStream.nullOutputStream(), "--limit", "60");
        endless = other.judge(OutputStream.nullOutputStream(), "--limit", "3");
    }

    private static void link(Path link, Path target) throws IOException {
        try {
            Files.createSymbolicLink(link, target);
        } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
            // Windows lets only some make links; there is nothing to follow then either.
        }
    }

    /** A pom, a test, lesson code, services and JUnit settings, all of which would let the wrong answer pass. */
    private static void bringItsOwn(Path folder) throws IOException {
        String test = "package com.example.sum.exercise;\nclass AdderTest {"
                + " @org.junit.jupiter.api.Test void t() { } }\n";
        for (String root : List.of("01-sum/src/test/java/", "01-sum/src/exercise/java/")) {
            SmallCourse.put(folder, root + "com/example/sum/exercise/AdderTest.java", test);
            SmallCourse.put(folder, root + "META-INF/services/org.junit.jupiter.api.extension.Extension", "x.Y\n");
            SmallCourse.put(folder, root + "junit-platform.properties",
                    "junit.jupiter.conditions.deactivate=*\njunit.jupiter.extensions.autodetection.enabled=true\n");
        }
        SmallCourse.put(folder, "01-sum/src/exercise/java/com/example/sum/Lesson.java",
                "package com.example.sum; class Lesson { static { System.exit(0); } }\n");
        SmallCourse.put(folder, "01-sum/pom.xml", "<project><broken/>");
        SmallCourse.put(folder, "pom.xml", "<project><broken/>");
    }

    @ParameterizedTest
    @MethodSource("students")
    void the_worst_fails_with_a_sentence_and_the_other_exercise_is_judged(String student) {
        Sheet sheet = WORST.get(student)[1].equals(NO_END) ? endless : this.sheet;
        Sheet.Result worst = SmallCourse.result(sheet, student, "1.1");
        assertEquals("failed", worst.status());
        assertTrue(worst.message().contains(WORST.get(student)[1]), worst::message);
        assertEquals(5, worst.tests());
        assertEquals(0, worst.points().signum(), worst::toString);
        assertEquals("passed", SmallCourse.result(sheet, student, "1.2").status(),
                () -> SmallCourse.result(sheet, student, "1.2").message());
    }

    @Test
    void a_thread_that_was_left_running_never_gets_the_full_point() throws Exception {
        Path weights = Files.writeString(room.submissions.resolveSibling("weights.txt"),
                "default = 10\npartial = yes\n");
        Sheet partly = room.judge(OutputStream.nullOutputStream(), "--limit", "60", "--weights", weights.toString());
        for (String student : List.of("thread-left", "server-left")) {
            Sheet.Result result = SmallCourse.result(partly, student, "1.1");
            assertEquals("failed 5/5 8.00", result.status() + " " + result.passed() + "/" + result.tests() + " "
                    + result.points(), student);
        }
    }

    @Test
    void what_could_reach_an_answer_is_told_to_the_teacher() {
        assertEquals(List.of("1.1: ProcessHandle", "1.1: System.getProperties", "1.1: System.getenv",
                "1.1: java.io.File"), look("looks-for-an-answer"));
        assertEquals(null, look("recursion"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "import java.nio.file.*; | java.nio.file",
        "import java . nio  . file . Files; | java.nio.file",
        "import java.n\\u0069o.file.Files; | java.nio.file",
        "java./* hidden */nio.file.Files.size(p); | java.nio.file",
        "String a = \"/*\"; new ProcessBuilder(); String b = \"*/\"; | ProcessBuilder",
        "import java.io.*; class A { Object a = new File (\"a\"); } | File",
        "new RandomAccessFile(\"a\", \"r\") | RandomAccessFile",
        "import javax.tools.ToolProvider; | javax.tools",
        "Class.forName(\"java.lang.Process\" + \"Builder\") | Class.forName",
        "getClass().getClassLoader() | getClassLoader",
        "import java.io.*; InputStream in; class Files { } Object o = new Profile(); | ",
        "import java.lang.invoke.MethodHandles; | ",
    })
    void a_name_is_found_however_it_is_written(String source, String name) {
        assertEquals(name == null ? List.of() : List.of(name), Unusual.in(source));
    }

    private List<String> look(String student) {
        return sheet.students().stream().filter(one -> one.student().equals(student)).findFirst()
                .map(Sheet.Student::look).orElse(null);
    }

    @Test
    void no_link_is_followed() {
        assertTrue(SmallCourse.result(sheet, "link-to-a-file", "1.1").message()
                .matches("A symbolic link is not followed: .*Adder.java\\.|There is no file .*"));
        assertTrue(SmallCourse.result(sheet, "link-to-a-folder", "1.2").message()
                .matches("A symbolic link is not followed: 01-sum/src/exercise\\.|There is no file .*"));
    }

    @Test
    void what_a_submission_brings_besides_its_exercises_has_no_say() {
        Sheet.Result result = SmallCourse.result(sheet, "brings-its-own", "1.1");
        assertEquals("failed", result.status());
        assertEquals(5, result.tests());
        assertTrue(result.message().contains("adds"), result::message);
        assertEquals("passed", SmallCourse.result(sheet, "brings-its-own", "1.2").status());
    }

    @Test
    void no_file_is_left_behind() throws IOException {
        try (Stream<Path> left = Files.list(Forks.outside(room.course))) {
            assertEquals(List.of(), left.filter(one -> one.getFileName().toString().startsWith("run-")).toList());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void no_process_is_left_behind() {
        assertEquals(List.of(), ProcessHandle.allProcesses().map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains("sleep " + MARK)).toList());
    }
}
