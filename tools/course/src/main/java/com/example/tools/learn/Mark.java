package com.example.tools.learn;

/** How far an exercise is. */
public enum Mark {
    /** All its tests pass. */
    SOLVED,
    /** A test fails, or it does not compile, or its file is gone. */
    WRONG,
    /** No test fails, but some wait for code that is not written yet. */
    STARTED,
    /** Nothing is written yet. */
    WAITING,
    /** It has not been judged yet. */
    UNKNOWN
}
