package com.example.undertow.exercise;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How long a test waits for what must come: much longer than a right answer needs, also on a busy machine. An answer
 * that has let one test wait in vain is waited for less in the next ones.
 */
final class Patience {

    private static final int FIRST_MILLIS = 3_000;
    private static final int LATER_MILLIS = 1_500;

    private static volatile int millis = FIRST_MILLIS;

    private Patience() {
    }

    /** As {@link Slowness#within}, for so long as our patience lasts. */
    static <X extends Exception> boolean within(Slowness.Wait<X> wait) throws X {
        return lessAfter(Slowness.within(millis, wait));
    }

    /** Waits until the condition holds; says whether it does. */
    static boolean until(BooleanSupplier condition) {
        return lessAfter(Slowness.until(millis, condition));
    }

    private static boolean lessAfter(boolean came) {
        if (!came) {
            millis = LATER_MILLIS;
        }
        return came;
    }

    /** A thread waits if it is seen to wait 20 times in a row: to stop for a moment is not to wait. */
    static void untilItEndsOrWaits(Thread thread) {
        int waiting = 0;
        while (thread.isAlive() && waiting < 20) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            Thread.State state = thread.getState();
            waiting = state == Thread.State.RUNNABLE || state == Thread.State.NEW ? 0 : waiting + 1;
        }
    }
}
