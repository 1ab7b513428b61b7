package com.example.tools.learn;

import static com.example.tools.course.Language.say;

/** How far an exercise is. */
public enum Mark {
    /** All its tests pass. */
    SOLVED("solved"),
    /** A test fails, or it does not compile, or its file is gone. */
    WRONG("wrong"),
    /** No test fails, but some wait for code that is not written yet. */
    STARTED("begun"),
    /** Nothing is written yet. */
    WAITING("not started"),
    /** It is not judged yet: its file or its test has changed since the last time. */
    UNKNOWN("not judged yet");

    private final String means;

    Mark(String means) {
        this.means = means;
    }

    /** What its sign means, in a word or three. */
    public String means() {
        return say(means);
    }
}
