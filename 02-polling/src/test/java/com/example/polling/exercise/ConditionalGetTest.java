package com.example.polling.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.polling.exercise.ConditionalGet.Answer;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("2.4 ConditionalGet")
@Story.InOneThread
class ConditionalGetTest {

    private static final byte[] CONTENT = "1\tann\thello\n".getBytes(UTF_8);

    @Test
    @Order(1)
    void a_tag_is_quoted() {
        Story story = Story.of(
                "An entity tag is a quoted string (RFC 9110, section 8.8.3): the quotes are part of it.");
        String tag = tag(story, CONTENT);
        story.that(tag != null && tag.matches("\"[0-9A-Za-z]+\""), "letters and digits between two quotes", tag);
    }

    @Test
    @Order(2)
    void the_same_bytes_have_the_same_tag() {
        Story story = Story.of("The same bytes have the same tag, in another array too.");
        story.same("the tag of a copy", tag(story, CONTENT), tag(story, CONTENT.clone()));
    }

    @Test
    @Order(3)
    void other_bytes_have_another_tag() {
        Story story = Story.of(
                "Other bytes have another tag, or a reader would never learn of the news: a 32-bit hash collides.");
        String[][] pairs = {{"", "\0"}, {"1\tann\thello\n", "1\tann\tHello\n"}, {"Aa", "BB"}, {"AaAaBB", "BBAaAa"},
                {"ab", "ba"}, {"plumless", "buckeroo"}};
        for (String[] pair : pairs) {
            String one = tag(story, pair[0].getBytes(UTF_8));
            String other = tag(story, pair[1].getBytes(UTF_8));
            story.that(!one.equals(other), "another tag for \"" + pair[1] + "\" than for \"" + pair[0] + "\"",
                    "twice " + one);
        }
        Story bytes = Story.of("A tag is made of bytes: as text, all those that are not UTF-8 look alike.");
        String tag = tag(bytes, new byte[] {(byte) 0xff});
        bytes.that(!tag.equals(tag(bytes, new byte[] {(byte) 0xfe})), "another tag for fe than for ff",
                "twice " + tag);
    }

    @Test
    @Order(4)
    void every_byte_counts_also_in_a_long_content() {
        Story story = Story.of("The tag names this very content: one byte changed anywhere makes another.");
        story.step("100,000 bytes, and one of them is changed");
        byte[] content = new byte[100_000];
        String tag = tag(story, content);
        for (int at : new int[] {0, 50_000, 99_999}) {
            byte[] changed = content.clone();
            changed[at] = 1;
            story.that(!tag.equals(ConditionalGet.entityTag(changed)), "another tag when byte " + at + " has changed",
                    "the same one, " + tag);
        }
    }

    @Test
    @Order(5)
    void the_tag_outlives_a_restart_of_the_server() throws Exception {
        Story story = Story.of("The same bytes have the same tag on every run: readers come back after a restart.");
        String tag = tag(story, CONTENT);
        CodeSource compiled = ConditionalGet.class.getProtectionDomain().getCodeSource();
        if (compiled == null) {
            return;                                     // it was not loaded from files, and cannot be loaded again
        }
        story.step("the server starts again: the class is loaded once more");
        try (URLClassLoader again = new Again(compiled.getLocation())) {
            Object second = again.loadClass(ConditionalGet.class.getName()).getMethod("entityTag", byte[].class)
                    .invoke(null, (Object) CONTENT);
            story.same("the tag", tag, second);
        }
    }

    @Test
    @Order(6)
    void a_plain_get_gets_the_content_with_its_tag() {
        Story story = Story.of("Without If-None-Match the answer is 200 with ETag, Content-Length and the content.");
        answered200(story, "GET", null, CONTENT);
        answered200(story, "GET", null, new byte[0]);
    }

    @Test
    @Order(7)
    void a_client_that_has_it_already_gets_304_and_no_body() {
        Story story = Story.of("304 has no body, and repeats the ETag (RFC 9110, section 15.4.5).");
        answered304(story, "GET", tag(story, CONTENT));
    }

    @Test
    @Order(8)
    void a_client_that_has_something_else_gets_the_content() {
        Story story = Story.of("Only the tag of the present content means that nothing has changed.");
        String old = tag(story, "an older content".getBytes(UTF_8));
        answered200(story, "GET", old, CONTENT);
        answered200(story, "GET", "\"\"", CONTENT);
        answered200(story, "GET", "", CONTENT);
    }

    @Test
    @Order(9)
    void any_tag_of_the_list_may_match() {
        Story story = Story.of("If-None-Match is a list with commas and optional spaces (RFC 9110, section 13.1.2).");
        String tag = tag(story, CONTENT);
        for (String list : new String[] {"\"x\", " + tag, tag + ",\"x\"", "\"x\" ,\t" + tag + " , \"y\"", "," + tag
                + ",", "\"a,b\", " + tag}) {
            answered304(story, "GET", list);
        }
        answered200(story, "GET", "\"x\", \"y\"", CONTENT);
    }

    @Test
    @Order(10)
    void a_weak_tag_matches_too() {
        Story story = Story.of(
                "If-None-Match uses the weak comparison: W/\"1\" matches \"1\" (RFC 9110, section 8.8.3.2).");
        String tag = tag(story, CONTENT);
        answered304(story, "GET", "W/" + tag);
        answered304(story, "GET", "\"x\", W/" + tag);
        answered200(story, "GET", "w/" + tag, CONTENT);
        answered200(story, "GET", "W/ " + tag, CONTENT);
    }

    @Test
    @Order(11)
    void a_star_matches_anything() {
        Story story = Story.of("A star stands for any content (RFC 9110, section 13.1.2).");
        answered304(story, "GET", "*");
        answered304(story, "GET", " * ");
        answered200(story, "GET", "\"*\"", CONTENT);
        answered200(story, "GET", "\"x\", *", CONTENT);
    }

    @Test
    @Order(12)
    void what_only_looks_like_the_tag_does_not_match() {
        Story story = Story.of(
                "Tags are compared whole and with their quotes: a part of one, or one without quotes, is none.");
        String tag = tag(story, CONTENT);
        String bare = tag.substring(1, tag.length() - 1);
        for (String value : new String[] {bare, "\"" + bare, bare + "\"", "\"x" + bare + "\"", "\"" + bare + "x\"",
                "x" + tag}) {
            answered200(story, "GET", value, CONTENT);
        }
    }

    @Test
    @Order(13)
    void a_head_gets_the_fields_of_a_get_and_no_body() {
        Story story = Story.of("HEAD gets the status and the fields of a GET, and no body (RFC 9110, section 9.3.2).");
        String tag = tag(story, CONTENT);
        Answer answer = answer(story, "HEAD", null, CONTENT);
        story.same("the status", 200, answer.status());
        story.same("the fields", Map.of("ETag", tag, "Content-Length", "12"), Map.copyOf(answer.fields()));
        story.bytes("the body", new byte[0], answer.body());
        answered304(story, "HEAD", tag);
    }

    private static void answered200(Story story, String method, String ifNoneMatch, byte[] content) {
        String tag = tag(story, content);
        Answer answer = answer(story, method, ifNoneMatch, content);
        story.same("the status", 200, answer.status());
        story.same("the fields", Map.of("ETag", tag, "Content-Length", String.valueOf(content.length)),
                Map.copyOf(answer.fields()));
        story.bytes("the body", content, answer.body());
    }

    private static void answered304(Story story, String method, String ifNoneMatch) {
        String tag = tag(story, CONTENT);
        Answer answer = answer(story, method, ifNoneMatch, CONTENT);
        story.same("the status", 304, answer.status());
        story.same("the fields", Map.of("ETag", tag), Map.copyOf(answer.fields()));
        story.bytes("the body", new byte[0], answer.body());
    }

    private static Answer answer(Story story, String method, String ifNoneMatch, byte[] content) {
        String shown = ifNoneMatch == null ? "null" : "\"" + ifNoneMatch.replace("\"", "\\\"") + "\"";
        Answer answer = story.call("answer(\"" + method + "\", " + shown + ", content)",
                () -> ConditionalGet.answer(method, ifNoneMatch, content));
        story.that(answer != null && answer.fields() != null && answer.body() != null,
                "an answer, its fields and its body not null", String.valueOf(answer));
        return answer;
    }

    private static String tag(Story story, byte[] content) {
        String tag = story.call("entityTag(" + Story.hex(content) + ")", () -> ConditionalGet.entityTag(content));
        story.that(tag != null, "a tag", "null");
        return tag;
    }

    /** Loads what is judged once more; what that needs, such as the exception of a stub, is the test's own. */
    private static final class Again extends URLClassLoader {

        Again(URL judged) {
            super(new URL[] {judged}, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            return name.startsWith("org.") ? ConditionalGetTest.class.getClassLoader().loadClass(name)
                    : super.findClass(name);
        }
    }
}
