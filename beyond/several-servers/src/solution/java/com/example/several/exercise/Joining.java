package com.example.several.exercise;

import com.example.several.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** One answer to exercise 9.1. */
public final class Joining {

    private final Consumer<Message> out;
    private final int most;
    private final Deque<Message> early = new ArrayDeque<>();
    private long last;
    private boolean live;
    private boolean forgotten;

    public Joining(long last, Consumer<Message> out, int most) {
        this.last = last;
        this.out = out;
        this.most = most;
    }

    public void said(Message message) {
        if (live) {
            give(message);
        } else if (early.size() < most) {
            early.add(message);
        } else {
            early.clear();
            forgotten = true;
        }
    }

    public void page(List<Message> page) {
        page.forEach(this::give);
        if (page.isEmpty() && forgotten) {
            forgotten = false;
            early.clear();
        } else if (page.isEmpty()) {
            early.forEach(this::give);
            early.clear();
            live = true;
        }
    }

    public long last() {
        return last;
    }

    public boolean isLive() {
        return live;
    }

    private void give(Message message) {
        if (message.id() > last) {
            last = message.id();
            out.accept(message);
        }
    }
}
