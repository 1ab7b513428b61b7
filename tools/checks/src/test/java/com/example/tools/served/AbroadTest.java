package com.example.tools.served;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.judge.RunnableLesson;
import com.example.tools.process.Maven;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each lesson's tour where other digits are usual, other letters have a small form, and IPv6 comes first. */
@DisplayName("A tour abroad")
class AbroadTest {

    private static final Course COURSE = Course.here();

    static Stream<Lesson> lessons() throws IOException {
        return COURSE.lessons().stream();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void plays_as_it_does_at_home(Lesson lesson) throws Exception {
        RunnableLesson runnable = RunnableLesson.of(COURSE, lesson);
        // Numbers are written as in Egypt, and letters are made small as in Turkey.
        List<String> all = List.of("-Duser.language.format=ar", "-Duser.country.format=EG", "-Duser.language=tr",
                "-Duser.country=TR", "-Djava.net.preferIPv6Addresses=true",
                "-Djava.util.logging.config.file=" + COURSE.root().resolve("logging.properties"));
        Maven.Run run = Maven.run(lesson.folder(), runnable.command(all, List.of(),
                runnable.inPackage() + ".Lesson", List.of()), Duration.ofSeconds(60));
        assertEquals(0, run.exit(), run.output() + run.errors());
        assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(run.output()), () -> String.join("\n",
                run.output().lines().filter(line -> !StandardCharsets.US_ASCII.newEncoder().canEncode(line)).toList()));
        assertEquals("", run.errors());
    }
}
