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
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
            // With its marks: what is missing from a request is shown, too, so the text alone may be the same.
            String before = shown();
            button.click();
            Browser.await("another request is shown, and its answer after " + button.getText(),
                    () -> !shown().equals(before)
                            && browser.text(window, "answer").startsWith("HTTP/1.1 "),
                    () -> browser.text(window, "request") + "\n" + browser.text(window, "answer"));
        }
    }

    private String shown() {
        return browser.in(window).findElement(By.id("request")).getDomProperty("innerHTML");
    }

    /** Each name of the list, what is marked or missing in its request, and the sentence that says so. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "example      |                                              | ",
        "version-8    | Sec-WebSocket-Version: 8\\r\\n                | It should be: Sec-WebSocket-Version: 13",
        "post         | POST /chat HTTP/1.1\\r\\n                    | It should be: GET /chat HTTP/1.1",
        "no-key       | Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\\r\\n | One line of the right handshake is missing",
        "two-versions | Sec-WebSocket-Version: 8\\r\\n                | One line is too many",
        "folded       | Sec-WebSocket-Protocol: chat,\\r\\n superchat\\r\\n | 2 lines differ",
    })
    void the_line_that_differs_from_the_right_handshake_is_marked(String name, String marked, String sentence) {
        browser.in(window).findElement(By.cssSelector("#tries button[data-name=" + name + "]")).click();
        Browser.await("its answer is shown", () -> browser.text(window, "verdict").startsWith("answered with"),
                () -> browser.text(window, "verdict"));
        String seen = browser.in(window).findElements(By.cssSelector("#request mark, #request del")).stream()
                .map(line -> line.getText().strip()).collect(Collectors.joining(" "));
        assertEquals(marked == null ? "" : marked, seen);
        String difference = browser.text(window, "difference");
        assertTrue(sentence == null ? difference.isEmpty() : difference.contains(sentence), difference);
    }
}
