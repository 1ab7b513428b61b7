package com.example.tools.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.sidebyside.SideBySide;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;

/**
 * All lessons at once, and the page that shows four rooms in columns. With {@code -Dpicture} its screenshots
 * become those that the front page shows.
 */
@DisplayName("Side by side")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SideBySidePageTest {

    private static final Course COURSE = Course.here();
    private static final List<String> COLUMNS = List.of("02", "03", "04", "06");
    private static final int MORE = 20;
    private static final int WIDE = 1_440;
    private static final int NARROW = 720;
    private static final String DELAY = "\\d+(\\.\\d)? ms";
    private static final List<String> TALK = List.of("is anybody there?", "hello!", "how did this get to you?",
            "I asked, and asked, and asked", "I waited", "it just came");

    private static Browser browser;
    private static SideBySide all;
    private static int port;
    private static String window;
    private static int said;

    @BeforeAll
    static void open() throws Exception {
        browser = Browser.openWithMotion();
        for (int base = 21_000; all == null; base += 1_000) {
            try {
                port = base;
                all = SideBySide.start(COURSE, base);
            } catch (IOException taken) {
                if (!taken.getMessage().contains("is taken") || base > 60_000) {
                    throw taken;
                }
            }
        }
        window = browser.window("http://localhost:" + port + "/");
        browser.emulate(window, "light", WIDE, 900);
    }

    @AfterAll
    static void close() throws Exception {
        for (AutoCloseable one : new AutoCloseable[] {all, browser}) {
            if (one != null) {
                one.close();
            }
        }
    }

    @Test
    @Order(1)
    void what_is_typed_once_travels_four_ways_and_each_shows_its_delay() {
        WebDriver page = browser.in(window);
        for (String column : COLUMNS) {
            Browser.await("column " + column + " is there", () -> frameNumber(column, "requests") > 0,
                    () -> frameText(column, "requests"));
        }
        page.findElement(By.id("name")).clear();
        page.findElement(By.id("name")).sendKeys("ann", Keys.TAB);
        for (String text : TALK) {
            sayAndHear(text);
        }
        for (String column : COLUMNS) {
            assertEquals(TALK.size(), frameNumber(column, "messages"), "messages in column " + column);
            assertTrue(frameText(column, "log").contains("hello!"), frameText(column, "log"));
            assertTrue(frameText(column, "delay").matches("\\d+ ms"), frameText(column, "delay"));
        }
        int opened = frameNumber("06", "requests");
        assertTrue(opened < TALK.size(), "WebSocket needed " + opened + " requests for " + TALK.size() + " messages");
    }

    @Test
    @Order(2)
    void a_second_window_hears_it_too_and_is_heard() {
        String other = browser.window("http://127.0.0.1:" + port + "/");
        for (String column : COLUMNS) {
            Browser.await("the other window has read what was said, column " + column,
                    () -> frameNumber(other, column, "messages") == TALK.size(), () -> frameText(column, "log"));
        }
        browser.in(other).close();
        browser.in(window);
    }

    @Test
    @Order(3)
    void the_picture() throws IOException {
        // So long that polling's fence fills its time line.
        Browser.await("polling has asked often", () -> frameNumber("02", "requests") > TALK.size() + 16,
                () -> frameText("02", "requests"));
        picture("side-by-side.png", "light", WIDE);
        picture("side-by-side-dark.png", "dark", WIDE);
        // Of two columns one can read the words when a phone shows the front page.
        picture("side-by-side-narrow.png", "light", NARROW);
        picture("side-by-side-narrow-dark.png", "dark", NARROW);
        browser.emulate(window, "light", WIDE, 900);
    }

    private static void picture(String name, String scheme, int width) throws IOException {
        browser.emulate(window, scheme, width, 300);
        Object height = browser.script(window, """
                arguments[arguments.length - 1](document.documentElement.scrollHeight);
                """);
        browser.emulate(window, scheme, width, ((Long) height).intValue());
        List<String> more = List.of("the same again", "and once more", "did you see it come?");
        more.forEach(SideBySidePageTest::sayAndHear);
        // How long the last message took by polling is chance: a picture to be shown has one like most.
        for (int i = 0; i < MORE && System.getProperty("picture") != null && !isLikeMost(); i++) {
            sayAndHear(more.get(i % more.size()));
        }
        browser.screenshot(window, System.getProperty("picture") == null
                ? COURSE.scratch("screenshots", name) : COURSE.root().resolve("docs").resolve(name));
    }

    private static boolean isLikeMost() {
        int last = millis(browser.text(window, "delay-02"));
        int median = millis(frameText("02", "delay"));
        return Math.abs(last - median) < 0.4 * median;
    }

    private static int millis(String delay) {
        return Integer.parseInt(delay.replaceAll("\\D", ""));
    }

    @Test
    @Order(4)
    void fits_a_phone() throws IOException {
        browser.emulate(window, "dark", 360, 800);
        assertEquals(360L, browser.script(window, """
                arguments[arguments.length - 1](document.documentElement.scrollWidth);
                """));
        browser.emulate(window, "dark", 390, 3_200);
        browser.screenshot(window, COURSE.scratch("screenshots", "side-by-side-dark-390.png"));
        browser.emulate(window, "light", WIDE, 900);
    }

    @Test
    @Order(5)
    void speaks_korean_to_a_browser_that_asks_for_it() throws IOException {
        try (Browser korean = Browser.openIn("ko-KR")) {
            String mine = korean.window("http://localhost:" + port + "/");
            assertEquals("아직 아무 말도 없습니다.", korean.text(mine, "news"));
            korean.say(mine, "ann", "안녕하세요");
            Browser.await("it is heard everywhere", () -> korean.text(mine, "news").startsWith("모두 도착: 폴링 "),
                    () -> korean.text(mine, "news"));
            KoreanPagesTest.look(korean, mine, "side-by-side");
            assertEquals("폴링: 메시지와 회선", korean.in(mine).findElement(By.id("frame-02")).getAttribute("title"));
        }
        browser.in(window);
    }

    @Test
    @Order(6)
    void the_lessons_refuse_strangers_here_too() throws IOException {
        assertEquals(404, status("http://localhost:" + port, "/99/"), "there is no lesson 99");
        assertEquals(404, status("http://localhost:" + port, "/favicon.ico"), "there is no picture either");
        assertEquals(404, status("http://localhost:" + port, "/02"), "a lesson without its slash");
        assertEquals(200, status("http://localhost:" + port, "/?from=here"), "the page, with a query");
        assertEquals(403, status("http://elsewhere.example", "/02/messages?after=0"), "a page from elsewhere");
        assertEquals(200, status("http://localhost:" + port, "/02/messages?after=0"), "our own page");
    }

    @Test
    @Order(7)
    void a_taken_port_is_told_with_a_sentence_and_nothing_is_left_running() {
        IOException told = assertThrows(IOException.class, () -> SideBySide.start(COURSE, port));
        assertTrue(told.getMessage().startsWith("Port " + port + ", which is meant for the page, is taken."),
                told.getMessage());
        IOException lessons = assertThrows(IOException.class, () -> SideBySide.start(COURSE, port - 1));
        assertTrue(lessons.getMessage().startsWith("Port " + port + ", which is meant for lesson 01-"),
                lessons.getMessage());
    }

    @Test
    @Order(8)
    void all_ports_are_free_when_it_has_ended() throws IOException {
        all.close();
        for (int i = 0; i <= COURSE.lessons().size(); i++) {
            int one = port + i;
            // A connection of another program may have this number for a moment.
            Browser.await("port " + one + " is free", () -> isFree(one), () -> "another program has it");
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Types it once, and returns when every column has shown its delay. */
    private static void sayAndHear(String text) {
        // Polls come every half second, and a message that is typed as soon as the last one was heard would always meet
        // them at the same point. Each of these meets them at another one, as those of a person do.
        int eighth = said++ * 5 % 8;
        Browser.await("the moment to speak", () -> System.currentTimeMillis() % 500 * 8 / 500 == eighth, () -> text);
        browser.in(window).findElement(By.id("text")).sendKeys(text, Keys.ENTER);
        for (String column : COLUMNS) {
            Browser.await(text + " came in column " + column,
                    () -> browser.text(window, "delay-" + column).matches(DELAY),
                    () -> browser.text(window, "delay-" + column) + " " + browser.text(window, "news"));
        }
        assertTrue(browser.text(window, "news").startsWith("Heard everywhere: Polling "), browser.text(window, "news"));
    }

    private static int frameNumber(String column, String id) {
        return frameNumber(window, column, id);
    }

    private static int frameNumber(String in, String column, String id) {
        String text = inFrame(in, column, id);
        return text.matches("\\d+") ? Integer.parseInt(text) : -1;
    }

    private static String frameText(String column, String id) {
        return inFrame(window, column, id);
    }

    private static String inFrame(String in, String column, String id) {
        return String.valueOf(browser.script(in, "arguments[arguments.length - 1](document.getElementById('frame-"
                + column + "').contentDocument?.getElementById('" + id + "')?.textContent);"));
    }

    /** By hand: Java's own client does not let us set an Origin. */
    private static int status(String origin, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nOrigin: "
                    + origin + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring(9, 12));
        }
    }
}
