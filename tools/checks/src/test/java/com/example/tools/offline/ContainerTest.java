package com.example.tools.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The development container's files say what they should; no container is built here. */
class ContainerTest {

    private final Course course = Course.here();
    private final Path folder = course.root().resolve(".devcontainer");

    @Test
    void the_ports_are_those_of_the_lessons_and_each_has_a_label() throws Exception {
        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("devcontainer.json")))
                .getAsJsonObject();
        Set<Integer> wanted = new TreeSet<>(List.of(8000));
        for (Lesson lesson : course.lessons()) {
            wanted.add(8000 + lesson.number());
        }
        Set<Integer> ports = new TreeSet<>();
        for (JsonElement port : json.getAsJsonArray("forwardPorts")) {
            ports.add(port.getAsInt());
            assertTrue(json.getAsJsonObject("portsAttributes").has(port.getAsString()), port.toString());
        }
        assertEquals(wanted, ports);
        assertTrue(Files.exists(folder.resolve(json.getAsJsonObject("build").get("dockerfile").getAsString())));
        assertEquals("./course offline", json.get("postCreateCommand").getAsString());
    }

    @Test
    void the_image_has_what_the_texts_use() throws Exception {
        String image = Files.readString(folder.resolve("Dockerfile"));
        for (String wanted : List.of("openjdk-17-jdk-headless", "maven", "netcat-openbsd", "curl", "chromium", "git",
                "LANG=C.UTF-8")) {
            assertTrue(image.contains(wanted), wanted);
        }
    }
}
