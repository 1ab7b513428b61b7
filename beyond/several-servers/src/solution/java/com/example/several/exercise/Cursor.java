package com.example.several.exercise;

/** One answer to exercise 9.2. */
public final class Cursor {

    public record Answer(int code, String reason) {
    }

    private Cursor() {
    }

    public static Answer answer(String after, long oldest, long newest) {
        if (!after.matches("[0-9]{1,18}")) {
            return new Answer(1008, "after is a number");
        }
        long id = Long.parseLong(after);
        if (id > newest) {
            return new Answer(4400, String.valueOf(newest));
        }
        if (id + 1 < oldest) {
            return new Answer(4410, String.valueOf(oldest));
        }
        return new Answer(0, "");
    }
}
