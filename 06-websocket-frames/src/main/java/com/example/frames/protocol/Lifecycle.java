package com.example.frames.protocol;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Where a connection is between its first byte and its last, and how long it may stay there. It only looks at the clock
 * it is given: what is due is done by {@link Connection}. Safe for use by many threads.
 */
final class Lifecycle {

    /** The states, in the only order that they can come in. */
    enum State {
        /** The opening handshake is under way. */
        CONNECTING,
        /** Both sides may send. */
        OPEN,
        /** Our Close is sent, the peer's has not come. */
        CLOSING,
        /** Nothing more will be sent, what comes is thrown away; once the outbox is empty, TCP ends. */
        ENDING,
        /** The socket is closed, or has to be. */
        ENDED
    }

    /** What it is time for. */
    enum Due {
        NOTHING, REFUSE_HANDSHAKE, FAIL_STALLED, PING, CUT
    }

    /** A handshake that is not complete by then, and a frame of which nothing more comes for so long, is given up. */
    private static final long STALL_LIMIT = TimeUnit.SECONDS.toNanos(8);
    /** After so much silence, a ping; after as much again, the peer is dead. */
    private static final long SILENCE_LIMIT = TimeUnit.SECONDS.toNanos(15);
    /** How long the peer has to answer a Close, and then again to end its side of TCP. */
    private static final long CLOSE_LIMIT = TimeUnit.SECONDS.toNanos(2);

    private final LongSupplier clock;
    private volatile State state = State.CONNECTING;
    private volatile long since;
    private volatile long heard;
    private volatile boolean pinged;
    private volatile boolean inputEnded;

    /** @param clock the time in nanoseconds, as {@link System#nanoTime} has it */
    Lifecycle(LongSupplier clock) {
        this.clock = clock;
        since = clock.getAsLong();
        heard = since;
    }

    State state() {
        return state;
    }

    /** Goes on to a later state; there is no way back. */
    synchronized void become(State next) {
        if (next.compareTo(state) > 0) {
            since = clock.getAsLong();
            state = next;
            notifyAll();
        }
    }

    boolean isConnecting() {
        return state == State.CONNECTING;
    }

    /** Waits until the opening handshake has ended; false if it has not after so many milliseconds of real time. */
    synchronized boolean awaitDecision(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; isConnecting() && left > 0;
                left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())) {
            wait(left);
        }
        return !isConnecting();
    }

    /** Whether what arrives is still looked at. */
    boolean isListening() {
        return state == State.OPEN || state == State.CLOSING;
    }

    /** The peer has ended its side of TCP: nothing more can arrive. */
    void inputEnded() {
        inputEnded = true;
        become(State.ENDING);
    }

    boolean isInputEnded() {
        return inputEnded;
    }

    /** Something has arrived. */
    void heard() {
        heard = clock.getAsLong();
        pinged = false;
    }

    // tag::due[]
    /**
     * What is due now: one clock for all time limits, without a thread for each.
     *
     * @param stalling whether a frame has begun and not ended, and it is the peer's turn
     */
    Due due(boolean stalling) {
        long now = clock.getAsLong();
        long silence = now - heard;
        switch (state) {
            case CONNECTING:
                return now - since > STALL_LIMIT ? Due.REFUSE_HANDSHAKE : Due.NOTHING;
            case OPEN:
                if (stalling && silence > STALL_LIMIT) {
                    return Due.FAIL_STALLED;
                }
                if (silence > 2 * SILENCE_LIMIT) {
                    return Due.CUT;
                }
                if (silence > SILENCE_LIMIT && !pinged) {
                    pinged = true;
                    return Due.PING;
                }
                return Due.NOTHING;
            case CLOSING, ENDING:
                return now - since > CLOSE_LIMIT ? Due.CUT : Due.NOTHING;
            default:
                return Due.CUT;
        }
    }
    // end::due[]
}
