package com.example.tools.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.browser.LessonCode.Room;
import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of every lesson that has a room, in a real browser, with two windows side by side. */
@DisplayName("The room's page")
class RoomPageTest {

    private static final Course COURSE = Course.here();
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.openWithMotion();
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    static Stream<String> lessonsWithARoom() throws IOException {
        return COURSE.lessons().stream().filter(RoomPageTest::hasRoomAndPage).map(Lesson::name);
    }

    private static boolean hasRoomAndPage(Lesson lesson) {
        try {
            return !lesson.files(Lesson.MAIN, "ChatServer.java").isEmpty()
                    && !lesson.files("src/main/resources", "page.html").isEmpty();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lessonsWithARoom")
    void shows_in_one_window_what_is_typed_in_the_other_as_text(String name) throws Exception {
        try (LessonCode lesson = load(name); Room room = lesson.start(0, lesson.history())) {
            String ann = browser.window(room.page());
            String bob = browser.window(room.page());
            String hostile = "<script>document.title='hurt'</script><img src=x onerror=\"document.title='hurt'\">";
            browser.say(ann, "ann", "hello, bob");
            sees(bob, "hello, bob");
            browser.say(bob, "bob", hostile);
            sees(ann, hostile);
            sees(bob, hostile);
            for (String window : List.of(ann, bob)) {
                assertTrue(!browser.in(window).getTitle().contains("hurt"), "a text was run as a script");
                assertEquals(2, browser.number(window, "messages"));
            }
            assertTrue(browser.number(ann, "requests") > 0, "requests are counted");
            assertTrue(browser.text(ann, "delay").matches("\\d+ ms"), browser.text(ann, "delay"));
            browser.screenshot(ann, COURSE.scratch("screenshots", name + ".png"));
            browser.in(ann).close();
            browser.in(bob).close();
            browser.in(browser.first());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lessonsWithARoom")
    void carries_on_after_a_restart_and_misses_nothing(String name) throws Exception {
        try (LessonCode lesson = load(name)) {
            Object history = lesson.history();
            Room first = lesson.start(0, history);
            int port = first.port();
            String window = browser.window(first.page());
            first.publish("server", "before");
            sees(window, "before");
            first.close();
            try (Room second = lesson.start(port, history)) {
                second.publish("server", "meanwhile");
                sees(window, "meanwhile");
                browser.say(window, "ann", "after");
                sees(window, "after");
                assertEquals(3, browser.number(window, "messages"));
            }
            browser.in(window).close();
            browser.in(browser.first());
        }
    }

    private static LessonCode load(String name) throws IOException {
        Lesson lesson = COURSE.lessons().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        assertTrue(Files.isDirectory(lesson.folder()));
        return LessonCode.load(COURSE, lesson);
    }

    private static void sees(String window, String text) {
        Browser.await("the page shows " + text, () -> browser.text(window, "log").contains(text),
                () -> browser.text(window, "log") + " " + browser.text(window, "trouble"));
    }
}
