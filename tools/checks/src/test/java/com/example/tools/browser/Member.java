package com.example.tools.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The lesson's own client, and what it was told. */
record Member(AutoCloseable client, BlockingQueue<String> heard, Queue<Object> troubles) implements AutoCloseable {

    /** A client that is not told that its connection has ended finds it out by a ping, twice 5 to 8 s later. */
    private static final long SECONDS = 30;

    static Member join(LessonCode lesson, int port) throws ReflectiveOperationException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Queue<Object> troubles = new ConcurrentLinkedQueue<>();
        Method line = lesson.type("Message").getMethod("line");
        Consumer<Object> onMessage = message -> {
            try {
                heard.add(String.valueOf(line.invoke(message)));
            } catch (ReflectiveOperationException e) {
                troubles.add(e);
            }
        };
        String scheme = lesson.toString().startsWith("04") ? "http" : "ws";
        Object client = lesson.type("ChatClient")
                .getMethod("join", URI.class, String.class, long.class, Consumer.class, Consumer.class)
                .invoke(null, URI.create(scheme + "://127.0.0.1:" + port + "/"), "reader", 0L, onMessage,
                        (Consumer<Object>) troubles::add);
        return new Member((AutoCloseable) client, heard, troubles);
    }

    void send(String text) throws ReflectiveOperationException {
        client.getClass().getMethod("send", String.class).invoke(client, text);
    }

    void hears(String line) throws InterruptedException {
        assertEquals(line, heard.poll(SECONDS, TimeUnit.SECONDS), () -> "it was told: " + troubles);
    }

    @Override
    public void close() throws Exception {
        client.close();
    }
}
