package com.example.tools.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The glue of a learner's own server is in the package of the exercises. It sees the exercises there, and of the worked
 * lesson only what is allowed here: in 05 the exception that its exercises throw; in 06 the opening handshake, the
 * room, and the interface between the room and a connection.
 */
@DisplayName("Your own server: it is short, and of the worked lesson it uses nothing that is an exercise")
class GlueTest {

    private static final Pattern OURS = Pattern.compile("\\bcom\\.example\\.([\\w.]+)");
    private static final Pattern ALLOWED = Pattern.compile("handshake\\.RefusedException"
            + "|frames\\.(EchoEndpoint|History|Room|Site"
            + "|handshake\\.\\w+|protocol\\.(CloseStatus|Endpoint|WebSocket|OpeningHandshake\\.Outcome))");

    @Test
    void the_glue_reaches_nothing_else() throws IOException {
        List<Path> glue = new ArrayList<>();
        TreeSet<String> problems = new TreeSet<>();
        Course course = Course.here();
        for (Lesson lesson : course.lessons()) {
            for (Path file : lesson.files(Lesson.TEST, ".java")) {
                if (file.getFileName().toString().matches("Own(Server|Sockets|Http)\\.java")) {
                    glue.add(file);
                    int most = lesson.number() == 6 ? 220 : 150;
                    if (file.endsWith("OwnServer.java") && Files.readAllLines(file).size() > most) {
                        problems.add(course.name(file) + " has more than " + most + " lines");
                    }
                    assertTrue(file.getParent().endsWith("exercise"), file + " is beside the exercises");
                    Matcher names = OURS.matcher(Files.readString(file));
                    while (names.find()) {
                        if (!names.group(1).contains(".exercise") && !ALLOWED.matcher(names.group(1)).matches()) {
                            problems.add(file.getFileName() + ": " + names.group());
                        }
                    }
                }
            }
        }
        assertTrue(glue.size() >= 11, "found only " + glue);
        assertEquals(new TreeSet<String>(), problems);
    }
}
