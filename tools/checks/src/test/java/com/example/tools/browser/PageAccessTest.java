package com.example.tools.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.browser.LessonCode.Room;
import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/**
 * The pages for everybody: on a phone, in the light and in the dark, without a mouse, and read aloud. What can be
 * judged without a person, axe judges: names, roles, contrast.
 */
@DisplayName("The pages for everybody")
class PageAccessTest {

    private static final Course COURSE = Course.here();
    private static final int PHONE = 360;
    private static final int DESK = 900;
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.open();
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
    void fits_a_phone_and_is_readable_in_both_schemes(String name) throws Exception {
        try (LessonCode lesson = load(name); Room room = lesson.start(0, lesson.history())) {
            for (int i = 0; i < 40; i++) {
                room.publish(name(i), i == 7 ? "a-word-that-never-ends".repeat(40) : "a text");
            }
            String window = browser.window(room.page());
            Browser.await("all messages are there", () -> browser.number(window, "messages") == 40,
                    () -> browser.text(window, "messages"));
            judge(window, name);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rooms")
    void works_without_a_mouse_and_is_announced(String name) throws Exception {
        try (LessonCode lesson = load(name); Room room = lesson.start(0, lesson.history())) {
            String window = browser.window(room.page());
            WebDriver page = browser.in(window);
            assertEquals("Message", focused(page), "where the reader starts");
            WebElement log = page.findElement(By.id("log"));
            assertEquals(List.of("log", "Messages", "polite"),
                    List.of(log.getAriaRole(), log.getAccessibleName(), log.getAttribute("aria-live")));
            assertEquals("status", page.findElement(By.id("trouble")).getAriaRole());
            new Actions(page).sendKeys("without a mouse", Keys.ENTER).perform();
            Browser.await("the message is in the log", () -> log.getText().contains("without a mouse"), log::getText);
            assertEquals("Message", focused(page), "after Enter the next message can be typed");
            List<String> stops = new ArrayList<>();
            page.findElement(By.id("log")).sendKeys("");
            for (int i = 0; i < 4; i++) {
                new Actions(page).sendKeys(Keys.TAB).perform();
                stops.add(focused(page));
            }
            assertEquals(List.of("Name", "Message", "Send", "Freeze"), stops, "the stops after the messages");
            new Actions(page).sendKeys(Keys.SPACE).perform();
            assertEquals("true", page.findElement(By.id("freeze")).getAttribute("aria-pressed"));
            close(window);
        }
    }

    static Stream<String> handshake() throws IOException {
        return COURSE.lessons().stream().filter(lesson -> lesson.number() == 5).map(Lesson::name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("handshake")
    void the_handshakes_page_too(String name) throws Exception {
        try (LessonCode lesson = load(name); AutoCloseable server = (AutoCloseable) lesson.type("HandshakeServer")
                .getMethod("start", int.class, Set.class).invoke(null, 0, Set.of())) {
            String window = browser.window(server.getClass().getMethod("page").invoke(server).toString());
            browser.in(window).findElement(By.id("open")).click();
            Browser.await("the handshake is shown",
                    () -> browser.text(window, "seen-answer").startsWith("HTTP/1.1 101"),
                    () -> browser.text(window, "events"));
            Browser.await("a handshake of the list is shown",
                    () -> browser.text(window, "answer").startsWith("HTTP/1.1"),
                    () -> browser.text(window, "verdict"));
            browser.in(window).findElement(By.cssSelector("#tries button[data-name=half]")).click();
            Browser.await("what differs is said", () -> browser.text(window, "difference").contains("lines differ"),
                    () -> browser.text(window, "verdict"));
            judge(window, name);
        }
    }

    @Test
    void the_tokens_page_too() throws Exception {
        try (TokensServer server = TokensServer.start(COURSE)) {
            String window = browser.window(server.page());
            browser.in(window).findElement(By.id("ask")).click();
            Browser.await("a token is there", () -> !browser.text(window, "tokens").isEmpty(),
                    () -> browser.text(window, "end"));
            browser.in(window).findElement(By.id("cut")).click();
            Browser.await("the end is told", () -> browser.text(window, "end").equals("[DONE]"),
                    () -> browser.text(window, "end"));
            judge(window, "beyond-tokens");
        }
    }

    /**
     * On a phone and on a desk, light and dark: nothing sticks out, and axe finds nothing. In the dark only the colours
     * are others, so that the contrast alone is judged again.
     */
    private static void judge(String window, String name) throws IOException {
        try (InputStream axe = PageAccessTest.class.getResourceAsStream("/axe.min.js")) {
            assertTrue(axe != null, "axe is on the class path");
            browser.script(window, new String(axe.readAllBytes(), StandardCharsets.UTF_8)
                    + ";arguments[arguments.length - 1]();");
        }
        for (String scheme : List.of("light", "dark")) {
            for (int width : List.of(PHONE, DESK)) {
                browser.emulate(window, scheme, width, 900);
                browser.screenshot(window, COURSE.scratch("screenshots", name + "-" + scheme + "-" + width + ".png"));
                Map<?, ?> seen = (Map<?, ?>) browser.script(window, """
                        const done = arguments[arguments.length - 1];
                        const page = document.documentElement;
                        done({ wider: page.scrollWidth - page.clientWidth, out: [...document.body.querySelectorAll("*")]
                          .filter(one => one.getBoundingClientRect().right > innerWidth + 0.5 && !one.closest("pre"))
                          .map(one => one.outerHTML.slice(0, 80)).join("; ") });
                        """);
                assertEquals(Map.of("wider", 0L, "out", ""), seen, scheme + ", " + width + " pixels");
                assertEquals("", violations(window, scheme.equals("light")), scheme + ", " + width + " pixels");
            }
        }
        close(window);
    }

    /** What axe finds, one line each: the rule, and where it is broken; also what it could not make out. */
    private static String violations(String window, boolean all) {
        return (String) browser.script(window, """
                const done = arguments[arguments.length - 1];
                // Of a message that is scrolled out of sight the contrast cannot be measured: show them all.
                document.getElementById("log")?.style.setProperty("height", "auto");
                axe.run(document, %s).then(found => done(found.passes.length < %d ? "axe has judged next to nothing"
                  : found.violations.concat(found.incomplete).map(one => one.id + ": " + one.help + ": "
                    + one.nodes.map(node => node.target + " " + node.any.map(any => any.message)).join("; "))
                    .join("\\n").slice(0, 1000)), failure => done(String(failure)));
                """.formatted(all ? "{}" : "{ runOnly: ['color-contrast'] }", all ? 15 : 1));
    }

    private static String focused(WebDriver page) {
        return page.switchTo().activeElement().getAccessibleName();
    }

    /** Forty names that the page shows in forty colours, all around the circle. */
    private static String name(int i) {
        return "" + (char) ('a' + i % 26) + (char) ('a' + i * 7 % 26);
    }

    private static void close(String window) {
        browser.in(window).close();
        browser.in(browser.first());
    }

    private static LessonCode load(String name) throws IOException {
        return LessonCode.load(COURSE, COURSE.lessons().stream().filter(one -> one.name().equals(name)).findFirst()
                .orElseThrow());
    }
}
