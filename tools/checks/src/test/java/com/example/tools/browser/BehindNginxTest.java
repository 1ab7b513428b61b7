package com.example.tools.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.browser.LessonCode.Room;
import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rooms with nginx in front. Of the configuration that a README shows nothing is changed but the two ports, and
 * where a test says so the time-out. Lesson 06 has no file of its own: it takes lesson 07's.
 */
@DisplayName("Behind nginx")
class BehindNginxTest {

    private static final Course COURSE = Course.here();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE).build();
    private static final Map<String, LessonCode> LOADED = new HashMap<>();

    @BeforeAll
    static void there_is_an_nginx() {
        Nginx.installed();
    }

    @AfterAll
    static void unload() throws IOException {
        for (LessonCode lesson : LOADED.values()) {
            lesson.close();
        }
    }

    /** What is said, by whomever, comes to a reader who is behind the proxy; and to one who comes back through it. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"04-streaming", "06-websocket-frames", "07-jetty-websocket", "08-undertow-websocket"})
    void the_room_works_and_misses_nothing_when_nginx_is_started_again(String name) throws Exception {
        LessonCode lesson = load(name);
        try (Room room = lesson.start(0, lesson.history())) {
            String configuration = configuration(name, Nginx.freePort(), room.port());
            Member reader;
            try (Nginx nginx = Nginx.start(configuration, port(configuration))) {
                reader = Member.join(lesson, nginx.port());
                room.publish("server", "not asked for");
                reader.hears("1\tserver\tnot asked for");
                reader.send("gr\u00fc\u00dfe \ud83d\ude00");
                reader.hears("2\treader\tgr\u00fc\u00dfe \ud83d\ude00");
                assertEquals("", nginx.log(), "nginx has nothing to complain about");
            }
            room.publish("server", "while nginx was down");
            try (Nginx nginx = Nginx.start(configuration, port(configuration)); reader) {
                reader.hears("3\tserver\twhile nginx was down");
            }
        }
    }

    /** The page comes from the same address, so its Origin is nginx's own Host; any other page is still kept out. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"06-websocket-frames", "07-jetty-websocket", "08-undertow-websocket"})
    void the_room_knows_its_own_page_from_others(String name) throws Exception {
        LessonCode lesson = load(name);
        try (Room room = lesson.start(0, lesson.history());
                Nginx nginx = start(name, room.port())) {
            String host = "127.0.0.1:" + nginx.port();
            var page = HTTP.send(HttpRequest.newBuilder(URI.create("http://" + host + "/")).timeout(PATIENCE).build(),
                    BodyHandlers.ofString());
            assertEquals(200, page.statusCode());
            open(host, "http://" + host).abort();
            try {
                open(host, "http://evil.example").abort();
                throw new AssertionError("a page of another site was let in");
            } catch (CompletionException e) {
                assertEquals(403, ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode());
            }
        }
    }

    /** The proxy hangs up on who is silent for too long; the room is never silent for so long. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"04-streaming", "07-jetty-websocket", "08-undertow-websocket"})
    void a_quiet_reader_is_not_hung_up_on(String name) throws Exception {
        int port = Nginx.freePort();
        LessonCode lesson = load(name);
        try (Room room = startQuick(lesson, name);
                Nginx nginx = Nginx.start(replace(configuration(name, port, room.port()),
                        "proxy_read_timeout \\d+s;", "proxy_read_timeout 3s;"), port);
                Member reader = Member.join(lesson, nginx.port())) {
            room.publish("server", "first");
            reader.hears("1\tserver\tfirst");
            TimeUnit.SECONDS.sleep(7);          // not for something to happen: twice the proxy's patience
            room.publish("server", "second");
            reader.hears("2\tserver\tsecond");
            assertEquals(List.of(), List.copyOf(reader.troubles()), "it was there all the time");
        }
    }

    /** A server that only writes down what nginx asks it. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"04-streaming", "07-jetty-websocket", "08-undertow-websocket"})
    void the_room_is_told_for_whom_nginx_speaks(String name) throws Exception {
        try (ServerSocket upstream = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Nginx nginx = start(name, upstream.getLocalPort());
                Socket client = new Socket("127.0.0.1", nginx.port())) {
            upstream.setSoTimeout((int) PATIENCE.toMillis());
            client.getOutputStream().write(("GET /events HTTP/1.1\r\nHost: room.example:8080\r\n"
                    + "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nX-Forwarded-For: 6.6.6.6\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            String head;
            try (Socket asked = upstream.accept()) {
                asked.setSoTimeout((int) PATIENCE.toMillis());
                head = head(asked.getInputStream());
            }
            assertTrue(head.startsWith("GET /events HTTP/1.1\r\n"), head);
            assertTrue(head.contains("\r\nHost: room.example:8080\r\n"), head);
            assertTrue(head.contains("\r\nX-Forwarded-For: 127.0.0.1\r\n"), head);
            assertTrue(head.contains("\r\nX-Forwarded-Proto: http\r\n"), head);
            assertFalse(head.contains("6.6.6.6"), "what a client says of itself is not passed on: " + head);
            boolean upgrades = !name.startsWith("04");
            assertEquals(upgrades, head.contains("\r\nUpgrade: websocket\r\nConnection: upgrade\r\n"), head);
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the request ends too early: " + head);
            }
            head.append((char) b);
        }
        return head.toString();
    }

    private static WebSocket open(String host, String origin) {
        return HTTP.newWebSocketBuilder().header("Origin", origin).connectTimeout(PATIENCE)
                .buildAsync(URI.create("ws://" + host + "/chat?name=page"), new WebSocket.Listener() { })
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** The file of the lesson, with these two ports in place of those that it shows. */
    private static String configuration(String name, int listen, int upstream) throws IOException {
        String owner = name.equals("06-websocket-frames") ? "07-jetty-websocket" : name;
        String shown = Files.readString(lesson(owner).folder().resolve("src/main/nginx/room.conf"));
        String changed = replace(shown, "listen 127.0.0.1:808\\d;", "listen 127.0.0.1:" + listen + ";");
        return replace(changed, "proxy_pass http://127.0.0.1:800\\d;", "proxy_pass http://127.0.0.1:" + upstream + ";");
    }

    private static String replace(String text, String pattern, String by) {
        String changed = text.replaceAll(pattern, by);
        assertNotEquals(text, changed, "there is no " + pattern);
        return changed;
    }

    private static Nginx start(String name, int upstream) throws IOException {
        int port = Nginx.freePort();
        return Nginx.start(configuration(name, port, upstream), port);
    }

    private static Lesson lesson(String name) throws IOException {
        return COURSE.lessons().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    private static LessonCode load(String name) throws IOException {
        if (!LOADED.containsKey(name)) {
            LOADED.put(name, LessonCode.load(COURSE, lesson(name)));
        }
        return LOADED.get(name);
    }

    private static int port(String configuration) {
        return Integer.parseInt(configuration.replaceAll("(?s).*listen 127.0.0.1:(\\d+);.*", "$1"));
    }

    /** A room that speaks to the silent every second. */
    private static Room startQuick(LessonCode lesson, String name) throws ReflectiveOperationException {
        Duration often = Duration.ofSeconds(1);
        Class<?> history = lesson.type("History");
        return switch (name) {
            case "04-streaming" -> start(lesson, List.of(int.class, history, Duration.class, Duration.class),
                    0, lesson.history(), often, often);
            case "07-jetty-websocket" -> started(lesson, lesson.type("ChatServer$Settings")
                    .getMethod("idle", Duration.class).invoke(settings(lesson), often));
            case "08-undertow-websocket" -> started(lesson, lesson.type("ChatServer$Settings")
                    .getConstructor(Duration.class, Duration.class).newInstance(often, Duration.ofSeconds(8)));
            default -> start(lesson, List.of(int.class, history, Duration.class), 0, lesson.history(), often);
        };
    }

    private static Room start(LessonCode lesson, List<Class<?>> parameters, Object... arguments)
            throws ReflectiveOperationException {
        Method start = lesson.type("ChatServer").getDeclaredMethod("start", parameters.toArray(Class[]::new));
        start.setAccessible(true);
        return new Room((AutoCloseable) start.invoke(null, arguments));
    }

    private static Object settings(LessonCode lesson) throws ReflectiveOperationException {
        return lesson.type("ChatServer$Settings").getConstructor().newInstance();
    }

    private static Room started(LessonCode lesson, Object settings) throws ReflectiveOperationException {
        Method start = settings.getClass().getMethod("start", int.class, lesson.type("History"));
        return new Room((AutoCloseable) start.invoke(settings, 0, lesson.history()));
    }
}
