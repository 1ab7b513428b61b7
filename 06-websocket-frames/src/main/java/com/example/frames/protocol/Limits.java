package com.example.frames.protocol;

/**
 * What one message may cost this side. Each limit is checked before memory is set aside for what it limits; what is
 * over it gets a Close 1009 (RFC 6455, sections 7.4.1 and 10.4).
 *
 * @param message the longest message, in bytes, after inflating
 * @param fragments the most frames that one message may come in
 */
public record Limits(int message, int fragments) {

    /** 16 MiB in at most a million fragments. */
    public static final Limits DEFAULT = new Limits(16 << 20, 1 << 20);

    public Limits {
        if (message < 1 || message > 1 << 30 || fragments < 1) {
            throw new IllegalArgumentException("a limit is at least 1, a message at most 1 GiB");
        }
    }

    /** The longest frame, in bytes: data that does not shrink grows a little when it is compressed. */
    public long frame() {
        return message + (message >> 8) + 1024L;
    }
}
