package com.example.tools.grade;

import com.example.tools.checks.Fixture;
import com.example.tools.course.Course;
import com.example.tools.grade.sheet.Sheet;
import com.example.tools.programs.Commands;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A course with one lesson and two exercises, Adder and Doubler, and what students hand in for it. */
final class SmallCourse {

    static final String ADDER = "01-sum/src/exercise/java/com/example/sum/exercise/Adder.java";
    static final String DOUBLER = "01-sum/src/exercise/java/com/example/sum/exercise/Doubler.java";
    static final String RIGHT_ADDER = adder("int sum = 0; for (int n : numbers) { sum += n; } return sum;");
    static final String RIGHT_DOUBLER = doubler("return 2 * number;");

    private static final String TEST = """
            package com.example.sum.exercise;

            import static org.junit.jupiter.api.Assertions.assertEquals;

            import org.junit.jupiter.api.DisplayName;
            import org.junit.jupiter.api.Test;

            @DisplayName("1.2 Doubler")
            class DoublerTest {
                @Test
                void doubles() {
                    assertEquals(Numbers.SIX, Doubler.twice(3));
                }

                @Test
                void doubles_nothing() {
                    assertEquals(0, Doubler.twice(0));
                }
            }
            """;

    final Course course;
    final Path submissions;

    private SmallCourse(Course course, Path submissions) {
        this.course = course;
        this.submissions = submissions;
    }

    static SmallCourse in(Path folder) throws IOException {
        Course course = Fixture.in(folder.resolve("course"));
        Path lesson = course.root().resolve("01-sum");
        Files.copy(Course.here().root().resolve("logging.properties"), course.root().resolve("logging.properties"));
        Path tests = lesson.resolve("src/test/java/com/example/sum/exercise");
        Files.writeString(tests.resolve("DoublerTest.java"), TEST);
        Files.writeString(tests.resolve("Numbers.java"),
                "package com.example.sum.exercise;\nfinal class Numbers {\n    static int SIX = 6;\n}\n");
        Files.writeString(course.root().resolve(DOUBLER), doubler(
                "throw new org.opentest4j.TestAbortedException(\"1.2 Doubler: not started\");"));
        Files.writeString(lesson.resolve("src/solution/java/com/example/sum/exercise/Doubler.java"), RIGHT_DOUBLER);
        return new SmallCourse(course, Files.createDirectories(folder.resolve("class")));
    }

    /** The same course with another class. */
    SmallCourse withClass(String name) throws IOException {
        return new SmallCourse(course, Files.createDirectories(submissions.resolveSibling(name)));
    }

    /** Another lesson, like the first one, with the exercises 2.1 and 2.2. */
    void addLesson() throws IOException {
        Path from = course.root().resolve("01-sum");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = from.relativize(file).toString().replace('\\', '/');
                if (!name.contains("mistake") && !name.startsWith("target/")) {
                    put(course.root(), second("01-sum/" + name), second(Files.readString(file)));
                }
            }
        }
    }

    /** What belongs to the first lesson, for the second one. */
    static String second(String text) {
        return text.replace("01-sum", "02-more").replace("com.example.sum", "com.example.more")
                .replace("com/example/sum", "com/example/more").replace("\"1.1 Adder", "\"2.1 Adder")
                .replace("\"1.2 Doubler", "\"2.2 Doubler");
    }

    static String adder(String body) {
        return "package com.example.sum.exercise;\n\npublic final class Adder {\n"
                + "    public static int add(int... numbers) {\n        " + body + "\n    }\n}\n";
    }

    static String doubler(String body) {
        return "package com.example.sum.exercise;\n\npublic final class Doubler {\n"
                + "    public static int twice(int number) {\n        " + body + "\n    }\n}\n";
    }

    /** A student hands in two files; null stands for none. */
    Path handIn(String student, String adder, String doubler) throws IOException {
        Path folder = submissions.resolve(student);
        put(folder, ADDER, adder);
        put(folder, DOUBLER, doubler);
        return folder;
    }

    static void put(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        if (text != null) {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        }
    }

    String stub(String name) throws IOException {
        return Files.readString(course.root().resolve(name));
    }

    /** Judges the class; what is said meanwhile goes to {@code out}. */
    Sheet judge(OutputStream out, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of(submissions.toString()));
        words.addAll(List.of(options));
        return GradeProgram.judge(course, options(course, words), new ClassProgress(new PrintStream(out, true,
                StandardCharsets.UTF_8),
                false));
    }

    static Sheet.Result result(Sheet sheet, String student, String exercise) {
        return sheet.students().stream().filter(one -> one.student().equals(student)).findFirst().orElseThrow()
                .exercises().stream().filter(one -> one.exercise().equals(exercise)).findFirst().orElseThrow();
    }

    /** What {@code ./course grade} makes of these words. */
    static Options options(Course course, List<String> words) {
        GradeProgram program = new GradeProgram(course);
        Commands.commandLine("grade", program).parseArgs(words.toArray(String[]::new));
        return program.options();
    }

    /** {@code grade} in a process of its own. */
    public static void main(String[] args) {
        System.exit(Commands.run(args, new GradeProgram(Course.here())));
    }
}
