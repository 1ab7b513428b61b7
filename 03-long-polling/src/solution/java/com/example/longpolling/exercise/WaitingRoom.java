package com.example.longpolling.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** One answer to exercise 3.1. */
public final class WaitingRoom {

    /** Where the messages are kept, whoever may be waiting. It is safe for use by many threads. */
    public interface Log {

        /** Keeps one message more, and gives its id: 1 for the first, 2 for the second, and so on. */
        long append(String message);

        /** The messages after the first {@code seen} ones, in order; empty if there are no more than that. */
        List<String> after(long seen);
    }

    private record Reader(long seen, long deadline, CompletableFuture<List<String>> answer) {
    }

    private final Log log;
    /** Safe by itself. The lock is for what must be one step: to look and to wait, to append and to look who waits. */
    private final Set<Reader> waiting = ConcurrentHashMap.newKeySet();

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

    public long publish(String message) {
        List<Runnable> answers = new ArrayList<>();
        long id;
        synchronized (this) {
            id = log.append(message);
            waiting.removeIf(reader -> {
                List<String> news = log.after(reader.seen);
                return !news.isEmpty() && answers.add(() -> reader.answer.complete(news));
            });
        }
        answers.forEach(Runnable::run);
        return id;
    }

    public void expire(long now) {
        List<Reader> late = new ArrayList<>();
        waiting.removeIf(reader -> reader.deadline <= now && late.add(reader));
        late.forEach(reader -> reader.answer.complete(List.of()));
    }

    public int waiting() {
        return waiting.size();
    }
}
