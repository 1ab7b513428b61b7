package com.example.longpolling.exercise;

import java.util.ArrayList;
import java.util.List;

/** A log; what happens right after its next look can be arranged. */
final class KeptMessages implements WaitingRoom.Log {

    private final List<String> messages = new ArrayList<>();
    volatile Runnable afterTheNextLook;

    @Override
    public synchronized long append(String message) {
        messages.add(message);
        return messages.size();
    }

    @Override
    public List<String> after(long seen) {
        List<String> found = look((int) seen);
        Runnable next = takeHook();
        if (next != null) {
            next.run();
        }
        return found;
    }

    synchronized int size() {
        return messages.size();
    }

    private synchronized List<String> look(int seen) {
        return seen >= messages.size() ? List.of() : List.copyOf(messages.subList(seen, messages.size()));
    }

    private synchronized Runnable takeHook() {
        Runnable hook = afterTheNextLook;
        afterTheNextLook = null;
        return hook;
    }
}
