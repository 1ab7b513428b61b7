package com.example.tools.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.browser.LessonCode.Room;
import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The page shows the frames of its own connection, and what the server says to bytes in hex. */
@DisplayName("The frames on the page")
class FramesPageTest {

    private static final Course COURSE = Course.here();
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

    static Stream<String> lessonsWithFrames() throws IOException {
        return COURSE.lessons().stream().filter(lesson -> lesson.number() >= 6).map(Lesson::name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lessonsWithFrames")
    void shows_what_it_sends_and_receives_field_by_field(String name) throws Exception {
        try (LessonCode lesson = load(name); Room room = lesson.start(0, lesson.history())) {
            String window = browser.window(room.page());
            show(window);
            String text = "<img src=x onerror=\"document.title='hurt'\">";
            browser.say(window, "guest-1", text);
            awaitFrame(window, "Received: text", "payload \"1\\tguest-1\\t" + text + "\"");
            String sent = awaitFrame(window, "Sent: text", "unmasked: payload \"" + text + "\"");
            assertTrue(sent.contains("81\nFIN 1, RSV 000, opcode 1: text\nab\nMASK 1, length 43\n"), sent);
            assertTrue(sent.contains("masking key"), sent);
            assertTrue(!browser.in(window).getTitle().contains("hurt"), "a text was run as a script");
            WebElement picture = browser.in(window).findElement(By.id("picture"));
            browser.in(window).findElement(By.xpath("//button[contains(., 'Sent: text')]")).click();
            assertEquals(List.of("1000000110101011"), bits(picture));
            assertTrue(picture.getAccessibleName().contains("MASK 1, length 43"), picture.getAccessibleName());
            browser.emulate(window, "light", 900, 1_800);
            browser.screenshot(window, COURSE.scratch("screenshots", name + "-frames.png"));
            browser.emulate(window, "dark", 390, 2_400);
            browser.screenshot(window, COURSE.scratch("screenshots", name + "-frames-dark-390.png"));
            browser.in(window).findElement(By.id("show")).click();
            Browser.await("no frames are shown", () -> browser.text(window, "frames-state").startsWith("No frames"),
                    () -> browser.text(window, "frames-state"));
            browser.say(window, "guest-1", "unseen");
            Browser.await("it has come back", () -> browser.text(window, "log").contains("unseen"),
                    () -> browser.text(window, "trouble"));
            assertTrue(!browser.text(window, "frames-list").contains("unseen"), "what is hidden is not shown");
            leave(window);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lessonsWithFrames")
    void says_what_the_server_says_to_bytes_in_hex_without_a_mouse(String name) throws Exception {
        try (LessonCode lesson = load(name); Room room = lesson.start(0, lesson.history())) {
            String window = browser.window(room.page());
            WebDriver page = browser.in(window);
            WebElement box = page.findElement(By.id("hex"));
            tries(window, box, "81 05 48 65 6c 6c 6f", "close 1002", "RFC 6455, section 5.1");
            tries(window, box, "81 82 00 00 00 00 c3 28", "close 1007", "RFC 6455, section 8.1");
            tries(window, box, "88 82 00 00 00 00 03 ed", "close 1002", "RFC 6455, section 7.4");
            tries(window, box, "81 85 37 fa 21 3d 7f 9f 4d 51 58", "The connection stays open.", "");
            String trial = browser.text(window, "trial");
            assertTrue(trial.contains("You: text") && trial.contains("The server: text")
                    && trial.contains("payload \"Hello\""), trial);
            tries(window, box, "<b>no hex</b>", "Give bytes as pairs of hexadecimal digits", "");
            assertEquals("Bytes of a client, in hex", box.getAccessibleName());
            assertEquals("status", page.findElement(By.id("verdict")).getAriaRole());
            page.findElement(By.xpath("//ul[@id='examples']//button[. = 'a reserved opcode']")).sendKeys(Keys.ENTER);
            Browser.await("the example is judged", () -> browser.text(window, "rule").contains("section 5.2"),
                    () -> browser.text(window, "verdict"));
            leave(window);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lessonsWithFrames")
    void carries_on_without_frames_when_the_server_has_forgotten_them(String name) throws Exception {
        try (LessonCode lesson = load(name)) {
            Object history = lesson.history();
            Room first = lesson.start(0, history);
            int port = first.port();
            String window = browser.window(first.page());
            show(window);
            first.close();
            try (Room second = lesson.start(port, history)) {
                second.publish("server", "meanwhile");
                Browser.await("the room goes on", () -> browser.text(window, "log").contains("meanwhile"),
                        () -> browser.text(window, "trouble"));
                assertTrue(browser.text(window, "frames-state").startsWith("No frames are shown"),
                        browser.text(window, "frames-state"));
                show(window);
                leave(window);
            }
        }
    }

    private static void show(String window) {
        browser.in(window).findElement(By.id("show")).sendKeys(Keys.ENTER);
        Browser.await("frames are shown", () -> browser.text(window, "frames-state").equals("Frames are shown."),
                () -> browser.text(window, "frames-state"));
        assertEquals("true", browser.in(window).findElement(By.id("show")).getAttribute("aria-pressed"));
    }

    /** The text of the list's first frame that says both. */
    private static String awaitFrame(String window, String title, String words) {
        By frames = By.cssSelector("#frames-list > li");
        Browser.await("a frame with " + words, () -> browser.in(window).findElements(frames).stream()
                .anyMatch(frame -> frame.getText().startsWith(title) && frame.getText().contains(words)),
                () -> browser.text(window, "frames-list"));
        return browser.in(window).findElements(frames).stream().map(WebElement::getText)
                .filter(text -> text.startsWith(title) && text.contains(words)).findFirst().orElseThrow();
    }

    private static List<String> bits(WebElement picture) {
        StringBuilder bits = new StringBuilder();
        picture.findElements(By.className("bit")).forEach(bit -> bits.append(bit.getText()));
        return List.of(bits.toString());
    }

    private static void tries(String window, WebElement box, String hex, String verdict, String rule) {
        box.clear();
        box.sendKeys(hex);
        new Actions(browser.in(window)).sendKeys(Keys.ENTER).perform();
        Browser.await(hex + " is judged", () -> browser.text(window, "verdict").startsWith(verdict)
                && browser.text(window, "rule").startsWith(rule),
                () -> browser.text(window, "verdict") + " " + browser.text(window, "rule"));
    }

    private static void leave(String window) {
        browser.in(window).close();
        browser.in(browser.first());
    }

    private static LessonCode load(String name) throws IOException {
        return LessonCode.load(COURSE, COURSE.lessons().stream().filter(one -> one.name().equals(name)).findFirst()
                .orElseThrow());
    }
}
