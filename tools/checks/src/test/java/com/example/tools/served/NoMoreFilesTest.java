package com.example.tools.served;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that has run out of file descriptors serves again as soon as there are some. */
@DisplayName("A server that can open no more files")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no ulimit")
class NoMoreFilesTest {

    private static final int FILES = 60;
    /** What a server may keep for the moment in which there are no more. */
    private static final int RESERVED = 2;
    private static final int CONNECTIONS = 130;
    private static final Course COURSE = Course.here();

    static Stream<Lesson> lessons() throws IOException {
        return COURSE.lessons().stream().filter(lesson -> lesson.number() <= 6);
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void serves_again_when_there_are_some(Lesson lesson) throws Exception {
        List<RawClient> crowd = new ArrayList<>();
        try (LessonServer server = LessonServer.byJava(COURSE, lesson, FILES)) {
            connect(crowd, CONNECTIONS, server.port());
            long full = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (server.openFiles().orElse(0) < FILES - RESERVED && serves(lesson.number(), server.port())) {
                assertTrue(System.nanoTime() < full, "the server has files to spare, so nothing has run out");
                // A server that hangs up on silent clients has got some back meanwhile.
                connect(crowd, FILES, server.port());
            }
            for (RawClient peer : crowd) {
                peer.close();
            }
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!serves(lesson.number(), server.port())) {
                assertTrue(System.nanoTime() < deadline, "no client is served any more: " + server.output());
            }
        } finally {
            for (RawClient peer : crowd) {
                peer.close();
            }
        }
    }

    private static void connect(List<RawClient> crowd, int more, int port) throws IOException {
        try {
            for (int i = 0; i < more; i++) {
                crowd.add(new RawClient(port, 300));
            }
        } catch (SocketTimeoutException full) {
            // The queue in front of accept is full, too: it is more than enough.
        }
    }

    private static boolean serves(int lesson, int port) {
        try (RawClient peer = RawClient.inTheRoom(lesson, port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
