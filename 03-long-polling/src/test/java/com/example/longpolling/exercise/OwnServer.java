package com.example.longpolling.exercise;

import com.example.longpolling.exercise.OwnHttp.Answer;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The room, with your exercises: 3.1 lets readers wait, and 3.2 answers each of them once. */
public final class OwnServer implements AutoCloseable {

    private static final int KEPT = 1_000;
    private static final int MOST_WAITING = 150;
    private static final long MOST_SECONDS = 25;
    private static final Pattern POLL = Pattern.compile("/messages\\?after=([0-9]{1,18})(?:&wait=([0-9]{1,6}))?");

    private final Kept log = new Kept();
    private final WaitingRoom room = new WaitingRoom(log);
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "own-server-timer"));
    private final OwnHttp http;

    /** The last messages, each as its line. */
    private static final class Kept implements WaitingRoom.Log {

        private final List<String> lines = new ArrayList<>();
        private long last;

        @Override
        public synchronized long append(String message) {
            lines.add(++last + "\t" + message + "\n");
            if (lines.size() > KEPT) {
                lines.remove(0);
            }
            return last;
        }

        @Override
        public synchronized List<String> after(long seen) {
            long from = Math.max(0, seen - gone());
            return List.copyOf(lines.subList((int) Math.min(from, lines.size()), lines.size()));
        }

        synchronized long last() {
            return last;
        }

        /** How many are no longer kept. */
        synchronized long gone() {
            return last - lines.size();
        }
    }

    /** Starts on the loopback; port 0 is any that is free. */
    public OwnServer(int port) throws IOException {
        http = new OwnHttp(port, new OwnHttp.Room() {
            @Override
            public Answer poll(HttpExchange exchange) {
                return OwnServer.this.poll(exchange);
            }

            @Override
            public Answer say(String message) {
                return new Answer(201, room.publish(message) + "\n");
            }
        });
        timer.scheduleWithFixedDelay(() -> room.expire(now()), 100, 100, TimeUnit.MILLISECONDS);
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    public int port() {
        return http.port();
    }

    /** How many readers wait. */
    public int waiting() {
        return room.waiting();
    }

    private Answer poll(HttpExchange exchange) {
        String target = exchange.getRequestURI().toString();
        Matcher wish = POLL.matcher(target);
        if (!target.matches("/messages(\\?.*)?")) {
            return new Answer(404, "there is nothing at this path\n");
        } else if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET, POST");
            return new Answer(405, "this path takes GET and POST only\n");
        } else if (!wish.matches()) {
            return new Answer(400, "a poll is /messages?after=ID&wait=SECONDS\n");
        }
        long after = Long.parseLong(wish.group(1));
        if (after > log.last()) {
            exchange.getResponseHeaders().set("Last-Id", String.valueOf(log.last()));
            return new Answer(400, "there is no such message yet\n");
        } else if (after < log.gone()) {
            exchange.getResponseHeaders().set("Oldest-Id", String.valueOf(log.gone() + 1));
            return new Answer(410, "the next message is no longer kept\n");
        } else if (room.waiting() >= MOST_WAITING) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            return new Answer(503, "too many readers wait\n");
        }
        AnswerOnce once = new AnswerOnce(exchange);
        long seconds = wish.group(2) == null ? MOST_SECONDS : Math.min(MOST_SECONDS, Long.parseLong(wish.group(2)));
        room.read(after, now() + 1_000 * seconds).thenAcceptAsync(lines -> {
            try {
                if (lines.isEmpty()) {
                    once.timeOut();
                } else {
                    once.news(String.join("", lines));
                }
            } catch (IOException e) {
                exchange.close();                   // that reader has gone
            }
        }, http.threads());
        return null;
    }

    /** All that wait are told that there was nothing new. */
    @Override
    public void close() {
        timer.shutdownNow();
        room.expire(Long.MAX_VALUE);
        http.close();
    }

    /** Serves until Ctrl-C, on the port that is the only argument. */
    public static void main(String[] args) throws Exception {
        OwnServer server = new OwnServer(Integer.parseInt(args[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "own-server-goodbye"));
        System.out.println("Your room is open: http://localhost:" + server.port() + "/ Ctrl-C ends it.");
        Thread.currentThread().join();
    }
}
