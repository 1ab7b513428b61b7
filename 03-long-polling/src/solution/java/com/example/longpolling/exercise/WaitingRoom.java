package com.example.longpolling.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One answer to exercise 3.1. */
public final class WaitingRoom {

    /** Where the messages are kept, whoever may be waiting. It is safe for use by many threads. */
    public interface Log {

        /** Keeps one message more. */
        void append(String message);

        /** The messages after the first {@code seen} ones, in order; empty if there are no more than that. */
        List<String> after(long seen);
    }

    private record Reader(long seen, long deadline, CompletableFuture<List<String>> answer) {
    }

    private final Log log;
    private final List<Reader> waiting = new ArrayList<>();

    public WaitingRoom(Log log) {
        this.log = log;
    }

    public synchronized CompletableFuture<List<String>> read(long seen, long deadline) {
        List<String> news = log.after(seen);
        CompletableFuture<List<String>> answer = new CompletableFuture<>();
        if (news.isEmpty()) {
            waiting.add(new Reader(seen, deadline, answer));
        } else {
            answer.complete(news);
        }
        return answer;
    }

    public void publish(String message) {
        List<Reader> woken;
        synchronized (this) {
            log.append(message);
            woken = List.copyOf(waiting);
            waiting.clear();
        }
        woken.forEach(reader -> reader.answer.complete(log.after(reader.seen)));
    }

    public void expire(long now) {
        List<Reader> late = new ArrayList<>();
        synchronized (this) {
            waiting.removeIf(reader -> reader.deadline <= now && late.add(reader));
        }
        late.forEach(reader -> reader.answer.complete(List.of()));
    }

    public synchronized int waiting() {
        return waiting.size();
    }
}
