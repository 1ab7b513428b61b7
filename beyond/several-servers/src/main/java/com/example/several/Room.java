package com.example.several;

import io.undertow.websockets.core.WebSocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * One server's part of the room: the members that are connected here, and the log that all servers share. No lock is
 * common to the two, as it was in the lessons: the log is on another machine. So the order of a join does the work.
 */
final class Room implements Log.Listener {

    /** The close code for a cursor that is too old; the reason is the id of the oldest message that can be had. */
    static final int GONE = 4410;
    /** The close code for a cursor of the future; the reason is the id of the last message that there is. */
    static final int NOT_YET = 4400;
    /** The close code for "try again soon", as HTTP's 503: the log is away. */
    static final int AWAY = 4503;

    private final Log log;
    private final Set<Member> members = ConcurrentHashMap.newKeySet();

    Room(Log log) {
        this.log = log;
        log.listen(this);
    }

    Log log() {
        return log;
    }

    // tag::join[]
    /** Listen first, then read: what comes meanwhile waits at the member, which drops what it has seen. */
    void join(WebSocketChannel channel, String name, long after, Executor workers) {
        Member member = new Member(this, channel, name, after, workers);
        members.add(member);
        channel.addCloseTask(ended -> leave(member));
        member.open();
    }
    // end::join[]

    private synchronized void leave(Member member) {
        members.remove(member);
        notifyAll();
    }

    @Override
    public void said(Message message) {
        members.forEach(member -> member.said(message));
    }

    @Override
    public void lost() {
        members.forEach(member -> member.close(AWAY, "the room's log has changed: come back with your last id"));
    }

    int readers() {
        return members.size();
    }

    /** Says goodbye to all: they may go to another server at once. */
    void goAway() {
        members.forEach(member -> member.close(1001, "the server stops: come back to any other"));
    }

    /** Waits until all have gone; returns whether they have. */
    synchronized boolean awaitEmpty(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; !members.isEmpty() && left > 0;
                left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())) {
            wait(left);
        }
        return members.isEmpty();
    }

    /** Cuts all connections without a word. */
    void cut() {
        members.forEach(Member::cut);
    }
}
