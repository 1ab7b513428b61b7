package com.example.tools.browser;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.judge.RunnableLesson;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A lesson's worked code, compiled and loaded, so that a test can start its server, stop it, and start it again. */
final class LessonCode implements AutoCloseable {

    private final Lesson lesson;
    private final String inPackage;
    private final URLClassLoader loader;

    private LessonCode(Lesson lesson, String inPackage, URLClassLoader loader) {
        this.lesson = lesson;
        this.inPackage = inPackage;
        this.loader = loader;
    }

    static LessonCode load(Course course, Lesson lesson) throws IOException {
        RunnableLesson runnable = RunnableLesson.of(course, lesson);
        List<URL> path = new ArrayList<>();
        for (Path entry : runnable.classpath()) {
            path.add(url(entry));
        }
        return new LessonCode(lesson, runnable.inPackage(),
                new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader()));
    }

    private static URL url(Path entry) throws MalformedURLException {
        return entry.toUri().toURL();
    }

    /** A new, empty history of the room. */
    Object history() throws ReflectiveOperationException {
        return type("History").getDeclaredConstructor().newInstance();
    }

    /** Starts the room on a port (0: any free one) with what was said so far. */
    Room start(int port, Object history) throws ReflectiveOperationException {
        return new Room((AutoCloseable) type("ChatServer").getMethod("start", int.class, type("History"))
                .invoke(null, port, history));
    }

    /** A room that runs. */
    record Room(AutoCloseable server) implements AutoCloseable {

        /** The address of its page. */
        String page() throws ReflectiveOperationException {
            URI uri = (URI) server.getClass().getMethod("uri").invoke(server);
            return "http://" + uri.getAuthority() + "/";
        }

        int port() throws ReflectiveOperationException {
            return URI.create(page()).getPort();
        }

        void publish(String from, String text) throws ReflectiveOperationException {
            try {
                server.getClass().getMethod("publish", String.class, String.class).invoke(server, from, text);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException(e.getCause());
            }
        }

        @Override
        public void close() throws Exception {
            server.close();
        }
    }

    /** A class of the lesson by its simple name, or one that it uses by its full one. */
    Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name.contains(".") ? name : inPackage + "." + name, true, loader);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    @Override
    public String toString() {
        return lesson.name();
    }
}
