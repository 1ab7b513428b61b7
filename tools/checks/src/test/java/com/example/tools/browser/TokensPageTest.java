package com.example.tools.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;

/** The page of the tokens: an event stream that a browser reads with {@code fetch}, cut, resumed and stopped. */
@DisplayName("The page of the tokens")
class TokensPageTest {

    private static final Course COURSE = Course.here();
    private static Browser browser;
    private static TokensServer server;

    @BeforeAll
    static void open() throws Exception {
        browser = Browser.open();
        server = TokensServer.start(COURSE);
    }

    @AfterAll
    static void close() throws Exception {
        for (AutoCloseable one : new AutoCloseable[] {server, browser}) {
            if (one != null) {
                one.close();
            }
        }
    }

    @Test
    void tokens_come_to_the_end() throws Exception {
        String window = browser.window(server.page());
        ask(window, "why?", 0, "");
        assertEquals("[DONE]", browser.text(window, "end"));
        assertEquals(List.of("POST /generations"), requests(window));
    }

    @Test
    void a_cut_loses_nothing_and_repeats_nothing() throws Exception {
        String whole = browser.window(server.page());
        ask(whole, "what now?", 0, "");
        String window = browser.window(server.page());
        ask(window, "what now?", 3, "cut");
        assertEquals("[DONE]", browser.text(window, "end"));
        assertEquals(browser.text(whole, "tokens"), browser.text(window, "tokens"));
        List<String> requests = requests(window);
        assertEquals(2, requests.size(), "the POST is not repeated: " + requests);
        assertEquals("POST /generations", requests.get(0));
        assertTrue(requests.get(1).matches("GET /generations/[0-9a-f-]{36}\\sLast-Event-ID: 3"), requests.get(1));
    }

    @Test
    void a_stop_ends_the_model() throws Exception {
        String whole = browser.window(server.page());
        ask(whole, "what now?", 0, "");
        String window = browser.window(server.page());
        ask(window, "what now?", 3, "stop");
        assertEquals("stopped", browser.text(window, "end"));
        String tokens = browser.text(window, "tokens"), all = browser.text(whole, "tokens");
        assertTrue(all.startsWith(tokens) && tokens.length() < all.length(), tokens);
    }

    @Test
    void an_error_in_the_middle_is_shown() throws Exception {
        String window = browser.window(server.page());
        ask(window, "please fail", 0, "");
        assertEquals("error: the model has lost its thread", browser.text(window, "end"));
        assertFalse(browser.text(window, "tokens").isEmpty(), "what came before it stays");
    }

    /** The tricky parts of the format, cut at each byte: the same events, whatever the pieces. */
    @Test
    void the_pages_parser_takes_pieces_that_are_cut_anywhere() throws Exception {
        String window = browser.window(server.page());
        assertEquals(List.of(Map.of("type", "message", "data", "na\u00efve \u20ac \ud83d\ude00", "lastEventId", "7"),
                Map.of("type", "message", "data", "two\nlines", "lastEventId", "7"),
                Map.of("type", "error", "data", " one space is taken", "lastEventId", "8")),
                browser.script(window, """
                const done = arguments[arguments.length - 1];
                const stream = new TextEncoder().encode(
                    "\\ufeffid: 7\\r\\ndata: na\\u00efve \\u20ac \\ud83d\\ude00\\r\\n\\r\\n"
                    + ":a comment\\rdata:two\\rdata:lines\\r\\rid\\0: 9\\nevent: nothing\\n\\n"
                    + "id: 8\\nevent: error\\ndata:  one space is taken\\n\\ndata: half an event");
                let events = null;
                for (let cut = 0; cut <= stream.length; cut++) {
                  const parser = new EventStreamParser("7");
                  const seen = [...parser.feed(stream.subarray(0, cut)), ...parser.feed(stream.subarray(cut))];
                  if (events && JSON.stringify(events) !== JSON.stringify(seen)) return done("cut at " + cut);
                  events = seen;
                }
                done(events);
                """));
    }

    @Test
    void the_pages_parser_has_a_limit_and_keeps_its_place() throws Exception {
        String window = browser.window(server.page());
        assertEquals(List.of("5", "a line or an event is longer than 8192"), browser.script(window, """
                const done = arguments[arguments.length - 1], parser = new EventStreamParser("5");
                parser.feed(new TextEncoder().encode(":\\n\\n"));
                try {
                  for (let i = 0; i < 9000; i++) parser.feed(new Uint8Array([120]));
                  done("there is no limit");
                } catch (failure) {
                  done([parser.lastEventId, failure.message]);
                }
                """));
    }

    /** Asks, presses a button with the token of that number, and waits for the end. */
    private static void ask(String window, String prompt, int at, String button) {
        WebDriver page = browser.in(window);
        page.findElement(By.id("prompt")).clear();
        page.findElement(By.id("prompt")).sendKeys(prompt);
        browser.script(window, """
                const at = %d, button = document.getElementById("%s"), tokens = document.getElementById("tokens");
                let seen = 0;
                new MutationObserver(changes => {
                  for (const change of changes) for (const node of change.addedNodes) {
                    if (++seen === at && at > 0) button.click();
                  }
                }).observe(tokens, { childList: true });
                arguments[arguments.length - 1]();
                """.formatted(at, button));
        page.findElement(By.id("ask")).click();
        Browser.await("the answer has ended", () -> !browser.text(window, "end").matches("…?"),
                () -> browser.text(window, "end") + ": " + browser.text(window, "tokens"));
    }

    private static List<String> requests(String window) {
        return browser.in(window).findElements(By.cssSelector("#wire code")).stream()
                .map(request -> request.getText()).toList();
    }
}
