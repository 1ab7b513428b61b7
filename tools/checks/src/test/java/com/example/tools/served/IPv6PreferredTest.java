package com.example.tools.served;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.judge.RunnableLesson;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the names of this machine lead to IPv6 first, a server listens where it says that it listens. */
@DisplayName("A JVM that prefers IPv6")
class IPv6PreferredTest {

    private static final Course COURSE = Course.here();
    private static final List<String> PREFERRED = List.of("-Djava.net.preferIPv6Addresses=true");

    static Stream<Integer> lessons() throws Exception {
        return COURSE.lessons().stream().map(lesson -> lesson.number());
    }

    @ParameterizedTest(name = "the server of lesson {0}")
    @MethodSource("lessons")
    void a_server_is_where_it_says(int number) throws Exception {
        try (LessonProcess server = LessonProcess.serve("", RunnableLesson.of(COURSE, number), PREFERRED)) {
            int port = server.port();
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(ISO_8859_1));
                assertTrue(socket.getInputStream().read() >= 0, server::output);
            }
        }
    }

    @ParameterizedTest(name = "the tour of lesson {0}")
    @MethodSource("lessons")
    void a_tour_comes_to_its_end(int number) throws Exception {
        try (LessonProcess tour = LessonProcess.tour(RunnableLesson.of(COURSE, number), PREFERRED)) {
            assertEquals(0, tour.exit(), tour::output);
        }
    }
}
