package com.example.tools.sidebyside;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.judge.RunnableLesson;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All lessons at once, each in a process of its own, and one page that shows four rooms in columns: type once, and see
 * the same message travel four ways. The argument is the page's port, 8000 if there is none; the lessons' ports are the
 * next ones, by their numbers.
 */
public final class SideBySide implements AutoCloseable {

    private final int port;
    private final List<ServedLesson> lessons = new ArrayList<>();
    private Gateway gateway;

    private SideBySide(int port) {
        this.port = port;
    }

    /** The program: serves until Ctrl-C, which ends everything that it has started. */
    static int serve(Course course, int port) throws IOException, InterruptedException {
        System.out.println("The lessons are starting ...");
        try (SideBySide all = start(course, port)) {
            Runtime.getRuntime().addShutdownHook(new Thread(all::end, "sidebyside-end"));
            all.lessons.forEach(one -> System.out.println("http://localhost:" + one.port() + "/   "
                    + one.lesson().name() + (one.lesson().number() == 1 ? ", without http: it speaks bare TCP" : "")));
            System.out.println("http://localhost:" + all.port + "/   all of them, side by side. Ctrl-C ends them.");
            while (all.lessons.stream().allMatch(ServedLesson::isAlive)) {
                synchronized (all) {
                    all.wait(1_000);
                }
            }
            System.err.println("A lesson's server has ended, so the others end too.");
            return 1;
        }
    }

    /**
     * Starts everything; when it returns, all ports take connections.
     *
     * @throws IOException with one sentence if a port is taken, or what a lesson said if it did not start; nothing is
     *     left running then
     */
    public static SideBySide start(Course course, int port) throws IOException, InterruptedException {
        SideBySide all = new SideBySide(port);
        try {
            ServedLesson.checkFree(port, "the page");
            for (Lesson lesson : course.lessons()) {
                ServedLesson.checkFree(port + lesson.number(), "lesson " + lesson.name());
            }
            Map<String, Integer> ports = new LinkedHashMap<>();
            for (Lesson lesson : course.lessons()) {
                int its = port + lesson.number();
                all.lessons.add(ServedLesson.start(RunnableLesson.of(course, lesson), its,
                        course.root().resolve("logging.properties")));
                ports.put(lesson.name().substring(0, 2), its);
            }
            for (ServedLesson lesson : all.lessons) {
                lesson.awaitOpen();
            }
            all.gateway = Gateway.start(port, page(), Collections.unmodifiableMap(ports));
            return all;
        } catch (IOException | InterruptedException | RuntimeException e) {
            all.close();
            throw e;
        }
    }

    private static byte[] page() throws IOException {
        try (InputStream in = SideBySide.class.getResourceAsStream("page.html")) {
            if (in == null) {
                throw new IOException("page.html is not on the class path.");
            }
            return in.readAllBytes();
        }
    }

    private void end() {
        try {
            close();
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
    }

    /**
     * Ends the lessons, all at once, and then closes the page's port: what they say as a goodbye passes through it. A
     * second time it does nothing.
     */
    @Override
    public void close() throws IOException {
        for (ServedLesson lesson : lessons) {
            lesson.end();
        }
        for (ServedLesson lesson : lessons) {
            lesson.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }
}
