package com.example.tools.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

/** The echo endpoint of every lesson that has one, as a browser sees it: texts, bytes, compression, close codes. */
@DisplayName("The echo endpoint in a browser")
class EchoInBrowserTest {

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

    static Stream<String> lessonsWithAnEcho() throws IOException {
        return COURSE.lessons().stream().filter(lesson -> lesson.number() >= 6).map(Lesson::name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lessonsWithAnEcho")
    void echoes_text_and_bytes_and_closes_as_it_was_told(String name) throws Exception {
        Lesson found = COURSE.lessons().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        try (LessonCode lesson = LessonCode.load(COURSE, found); Room room = lesson.start(0, lesson.history())) {
            String window = browser.window(room.page());
            assertEquals(List.of("permessage-deflate", "na\u00efve \u20ac", 200_000L, true, "1,2,255", 3001L, true),
                    browser.script(window, """
                    const done = arguments[arguments.length - 1], seen = [];
                    const ws = new WebSocket("ws://" + location.host + "/echo");
                    ws.binaryType = "arraybuffer";
                    ws.onopen = () => {
                      seen.push(ws.extensions.split(";")[0]);
                      ws.send("na\\u00efve \\u20ac");
                      ws.send("x".repeat(200000));
                      ws.send(new Uint8Array([1, 2, 255]));
                    };
                    ws.onmessage = ({ data }) => {
                      if (typeof data !== "string") {
                        seen.push(data instanceof ArrayBuffer, new Uint8Array(data).join());
                        ws.close(3001, "enough");
                      } else {
                        seen.push(data.length > 100 ? data.length : data);
                      }
                    };
                    ws.onclose = ({ code, wasClean }) => done(seen.concat(code, wasClean));
                    """));
            browser.in(window).close();
            browser.in(browser.first());
        }
    }
}
