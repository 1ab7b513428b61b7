package com.example.tools.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.browser.LessonCode.Room;
import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;

/** The pages speak Korean to a browser whose reader reads Korean first, and English to any other. */
@DisplayName("The pages in Korean")
class KoreanPagesTest {

    /** What is the same in Korean: names of protocols, fields and bits, and what an example sends. */
    private static final Set<String> STAYS = Set.of("06 WebSocket", "WebSocket", "Sec-WebSocket-Key", "FIN", "RSV1",
            "RSV2", "RSV3", "MASK", "close 1000", "close 1005");

    private static final Course COURSE = Course.here();
    private static final int PHONE = 390;
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.openIn("ko-KR");
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    static Stream<String> rooms() throws IOException {
        return RoomPageTest.lessonsWithARoom();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rooms")
    void a_rooms_page_and_what_its_script_says(String name) throws Exception {
        try (LessonCode lesson = load(name)) {
            String window;
            try (Room room = lesson.start(0, lesson.history())) {
                window = browser.window(room.page());
                browser.say(window, "ann", "안녕하세요");
                Browser.await("the message is there", () -> browser.number(window, "messages") == 1,
                        () -> browser.text(window, "log"));
                look(browser, window, name);
                WebDriver page = browser.in(window);
                assertEquals("채팅방", browser.text(window, "room-title"));
                assertEquals("메시지", page.findElement(By.id("text")).getAccessibleName());
                assertEquals("메시지", page.findElement(By.id("log")).getAccessibleName());
            }
            Browser.await("the page says that the server is gone",
                    () -> browser.text(window, "trouble").endsWith("다시 시도합니다 …"),
                    () -> browser.text(window, "trouble"));
            browser.in(window).close();
            browser.in(browser.first());
        }
    }

    static Stream<String> handshake() throws IOException {
        return COURSE.lessons().stream().filter(lesson -> lesson.number() == 5).map(Lesson::name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("handshake")
    void the_handshakes_page(String name) throws Exception {
        try (LessonCode lesson = load(name); AutoCloseable server = (AutoCloseable) lesson.type("HandshakeServer")
                .getMethod("start", int.class, Set.class).invoke(null, 0, Set.of())) {
            String window = browser.window(server.getClass().getMethod("page").invoke(server).toString());
            assertEquals("열리지 않음", browser.text(window, "state"));
            browser.in(window).findElement(By.id("open")).click();
            Browser.await("the handshake is shown",
                    () -> browser.text(window, "seen-answer").startsWith("HTTP/1.1 101"),
                    () -> browser.text(window, "events"));
            assertTrue(browser.text(window, "events").contains("열림, 서브프로토콜 \"chat\""),
                    browser.text(window, "events"));
            browser.in(window).findElement(By.cssSelector("#tries button[data-name=half]")).click();
            Browser.await("what differs is said",
                    () -> browser.text(window, "difference").contains("줄이 맞는 핸드셰이크와 다릅니다"),
                    () -> browser.text(window, "verdict"));
            assertTrue(browser.text(window, "verdict").startsWith("응답 "), browser.text(window, "verdict"));
            look(browser, window, name);
            browser.in(window).close();
            browser.in(browser.first());
        }
    }

    @Test
    void a_reader_of_a_third_language_gets_english() throws Exception {
        String name = rooms().findFirst().orElseThrow();
        try (Browser german = Browser.openIn("de-DE"); LessonCode lesson = load(name);
                Room room = lesson.start(0, lesson.history())) {
            String window = german.window(room.page());
            assertEquals("en", german.in(window).findElement(By.tagName("html")).getAttribute("lang"));
            assertEquals("The room", german.text(window, "room-title"));
        }
    }

    /**
     * Nothing of the page's own is English, in words or in what is read aloud, and nothing sticks out of a phone's
     * screen. What servers and members say, and code, is not the page's own.
     */
    static void look(Browser browser, String window, String name) throws IOException {
        for (String scheme : List.of("light", "dark")) {
            browser.emulate(window, scheme, PHONE, 900);
            browser.screenshot(window, COURSE.scratch("screenshots", name + "-ko-" + scheme + ".png"));
            Map<?, ?> seen = (Map<?, ?>) browser.script(window, """
                    const done = arguments[arguments.length - 1];
                    const page = document.documentElement, words = [], hangul = /[\\uac00-\\ud7a3]/;
                    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                      const text = node.data.trim();
                      if (/[a-z]{3}/i.test(text) && !hangul.test(text)
                          && !node.parentElement.closest("script, style, code, pre, a, #log, #tries, dd")) {
                        words.push(text);
                      }
                    }
                    for (const one of document.querySelectorAll("[aria-label]")) {
                      if (!hangul.test(one.ariaLabel)) words.push(one.ariaLabel);
                    }
                    done({ lang: page.lang, words, title: document.title, wider: page.scrollWidth - page.clientWidth });
                    """);
            assertEquals("ko", seen.get("lang"), name);
            assertEquals(0L, seen.get("wider"), name + ", " + scheme + ": how much is out of the screen");
            Set<Object> english = new TreeSet<>((List<?>) seen.get("words"));
            english.add(seen.get("title"));
            english.removeIf(text -> STAYS.contains(text) || text.toString().codePoints()
                    .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HANGUL));
            assertEquals(Set.of(), english, name + ", " + scheme + ": what is English");
        }
    }

    private static LessonCode load(String name) throws IOException {
        return LessonCode.load(COURSE, COURSE.lessons().stream().filter(one -> one.name().equals(name)).findFirst()
                .orElseThrow());
    }
}
