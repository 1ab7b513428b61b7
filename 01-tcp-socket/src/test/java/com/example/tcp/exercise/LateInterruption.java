package com.example.tcp.exercise;

import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.opentest4j.TestAbortedException;

/**
 * A thread that calls connect(), and whose interruption by stop() takes its time: meanwhile the connect succeeds, and
 * the call returns, unless something holds it back until stop() is done. It needs no luck: the test waits until either
 * has happened.
 */
final class LateInterruption extends Thread {

    private final CountDownLatch connecting = new CountDownLatch(1);
    private final CountDownLatch interrupting = new CountDownLatch(1);
    private final CountDownLatch returned = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Callable<Socket> connect;
    private volatile boolean connected;
    private volatile Object result;
    private volatile boolean leftInterrupted;

    LateInterruption(Callable<Socket> connect) {
        super("test-connect");
        this.connect = connect;
        setDaemon(true);
    }

    /** What the socket does in its connect. */
    void accept() {
        connecting.countDown();
        await(interrupting);
        connected = true;
    }

    @Override
    public void run() {
        try {
            result = connect.call();
        } catch (Exception e) {
            result = e;
        }
        returned.countDown();
        connecting.countDown();
        await(stopped);
        leftInterrupted |= Thread.interrupted();
    }

    @Override
    public void interrupt() {
        interrupting.countDown();
        Slowness.until(1_000, () -> returned.getCount() == 0 || connected && isHeldBack());
        super.interrupt();
    }

    private boolean isHeldBack() {
        return getState() == State.BLOCKED || getState() == State.WAITING || getState() == State.TIMED_WAITING;
    }

    /** Stops the client when its connect has begun, and tells what came of it. */
    void judge(Story story, ReconnectingClient client) {
        start();
        await(connecting);
        story.run("stop(); the server accepts just before this interrupts the thread", client::stop);
        interrupting.countDown();
        stopped.countDown();
        try {
            Slowness.ends(this, 5_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (result instanceof TestAbortedException notStarted) {
            throw notStarted;
        }
        story.same("connect() returns", null, result);
        story.that(!leftInterrupted, "no interruption comes after connect() has returned",
                "one came later: the next wait of this thread will end by an exception");
    }

    private void await(CountDownLatch latch) {
        for (boolean waited = false; !waited;) {
            try {
                Slowness.opens(latch, 3_000);           // less than a call may take: its limit is not to be met
                waited = true;
            } catch (InterruptedException e) {
                leftInterrupted |= returned.getCount() == 0;
            }
        }
    }
}
