package com.example.frames.protocol;

import java.lang.System.Logger.Level;
import java.time.ZoneId;

/**
 * A log for those who must not end. What has gone wrong is perhaps that files or memory have run out, and a log needs
 * both: then its line is lost, and its caller goes on.
 */
public final class SafeLog {

    static {
        // Each line bears the time, and the rules of its zone are in a file: it is read while files can be opened.
        ZoneId.systemDefault().getRules();
    }

    private final System.Logger log;

    public SafeLog(Class<?> type) {
        log = System.getLogger(type.getName());
    }

    public void log(Level level, String sentence, Throwable why) {
        try {
            log.log(level, sentence, why);
        } catch (RuntimeException | Error e) {
            // there is no one left to tell
        }
    }
}
