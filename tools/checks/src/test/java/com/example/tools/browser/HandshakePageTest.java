package com.example.tools.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The page of the handshake lesson: a browser, which no one here wrote, opens a WebSocket to the lesson's server. */
@DisplayName("The handshake's page")
class HandshakePageTest {

    private static final Course COURSE = Course.here();
    private static Browser browser;
    private static LessonCode lesson;
    private static AutoCloseable server;
    private static String window;

    @BeforeAll
    static void open() throws Exception {
        Lesson handshake = COURSE.lessons().stream().filter(one -> one.number() == 5).findFirst().orElse(null);
        Assumptions.assumeTrue(handshake != null, "there is no lesson 05");
        browser = Browser.open();
        lesson = LessonCode.load(COURSE, handshake);
        server = (AutoCloseable) lesson.type("HandshakeServer").getMethod("start", int.class, Set.class)
                .invoke(null, 0, Set.of());
        window = browser.window(server.getClass().getMethod("page").invoke(server).toString());
    }

    @AfterAll
    static void close() throws Exception {
        for (AutoCloseable one : new AutoCloseable[] {server, lesson, browser}) {
            if (one != null) {
                one.close();
            }
        }
    }

    @Test
    void a_browser_opens_a_websocket_and_hears_hello_unasked() throws IOException {
        Object seen = browser.script(window, """
                const done = arguments[arguments.length - 1];
                const ws = new WebSocket("ws://" + location.host + "/chat", ["chat", "superchat"]);
                ws.onmessage = event => done({ protocol: ws.protocol, extensions: ws.extensions, data: event.data });
                ws.onerror = () => done("an error");
                """);
        assertEquals(Map.of("protocol", "chat", "extensions", "", "data", "Hello"), seen);
    }

    @Test
    void the_page_shows_what_the_browser_sent_and_what_was_answered() throws IOException {
        browser.in(window).findElement(By.id("open")).click();
        Browser.await("both heads are shown",
                () -> browser.text(window, "seen-answer").contains("Sec-WebSocket-Accept"),
                () -> browser.text(window, "events"));
        assertTrue(browser.text(window, "seen-request").contains("Sec-WebSocket-Key"), "the request's head");
        assertTrue(browser.text(window, "seen-answer").startsWith("HTTP/1.1 101"), "the answer's head");
        browser.screenshot(window, COURSE.scratch("screenshots", "05-websocket-handshake.png"));
    }

    @Test
    void the_boxes_for_the_heads_are_shown_when_there_are_heads() throws Exception {
        String fresh = browser.window(server.getClass().getMethod("page").invoke(server).toString());
        WebElement boxes = browser.in(fresh).findElement(By.id("seen"));
        assertFalse(boxes.isDisplayed(), "before Open there is nothing to see");
        browser.in(fresh).findElement(By.id("open")).click();
        Browser.await("the boxes are shown", boxes::isDisplayed, () -> browser.text(fresh, "events"));
    }

    @Test
    void each_button_shows_a_handshake_and_its_answer() {
        List<WebElement> buttons = browser.in(window).findElements(By.cssSelector("#tries button"));
        assertTrue(buttons.size() > 10, buttons.size() + " buttons");
        for (WebElement button : buttons.subList(1, 11)) {          // the first one is shown already
            String before = browser.text(window, "request");
            button.click();
            Browser.await("another request is shown, and its answer after " + button.getText(),
                    () -> !browser.text(window, "request").equals(before)
                            && browser.text(window, "answer").startsWith("HTTP/1.1 "),
                    () -> browser.text(window, "request") + "\n" + browser.text(window, "answer"));
        }
    }
}
