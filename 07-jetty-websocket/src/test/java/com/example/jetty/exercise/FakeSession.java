package com.example.jetty.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;

/**
 * A session without a network: it remembers what it was told, and its sends are done when the test says so. A null
 * callback is a {@link NullPointerException} in {@code close}, and is fine elsewhere, as in Jetty.
 */
final class FakeSession extends FakeSettings {

    private final Deque<Callback> unsent = new ArrayDeque<>();
    private final String name;
    private boolean reads = true;
    private boolean open = true;
    private Consumer<String> onTold = what -> { };

    FakeSession(String name) {
        this.name = name;
    }

    /** From now on nothing that is sent gets out: the peer does not read. */
    synchronized FakeSession stopsReading() {
        reads = false;
        return this;
    }

    /** This happens inside every call, before the call returns. */
    FakeSession whenTold(Consumer<String> action) {
        onTold = action;
        return this;
    }

    /** What was sent, and has not got out, is out now. */
    void readsAgain() {
        synchronized (this) {
            reads = true;
        }
        for (Callback next = poll(); next != null; next = poll()) {
            next.succeed();
        }
    }

    /** The connection is lost: what has not got out never will. */
    void lost() {
        synchronized (this) {
            open = false;
        }
        for (Callback next = poll(); next != null; next = poll()) {
            next.fail(new ClosedChannelException());
        }
    }

    private synchronized Callback poll() {
        return unsent.poll();
    }

    /** The texts alone. */
    List<String> texts() {
        return told.stream().filter(what -> what.startsWith("text ")).map(what -> what.substring(5)).toList();
    }

    long count(String what) {
        return told.stream().filter(what::equals).count();
    }

    private void send(String what, Callback callback) {
        tell(what);
        onTold.accept(what);
        boolean now;
        boolean failed;
        synchronized (this) {
            failed = !open;
            now = open && reads;
            if (open && !reads && callback != null) {
                unsent.add(callback);
            }
        }
        if (callback != null && failed) {
            callback.fail(new ClosedChannelException());
        } else if (callback != null && now) {
            callback.succeed();
        }
    }

    @Override
    public void demand() {
        tell("demand");
        onTold.accept("demand");
    }

    @Override
    public void sendText(String text, Callback callback) {
        send("text " + text, callback);
    }

    @Override
    public void sendBinary(ByteBuffer data, Callback callback) {
        send("binary " + Story.hex(bytes(data)), callback);
    }

    @Override
    public void sendPartialText(String text, boolean last, Callback callback) {
        send("text " + text, callback);
    }

    @Override
    public void sendPartialBinary(ByteBuffer data, boolean last, Callback callback) {
        send("binary " + Story.hex(bytes(data)), callback);
    }

    @Override
    public void sendPing(ByteBuffer data, Callback callback) {
        send("ping", callback);
    }

    @Override
    public void sendPong(ByteBuffer data, Callback callback) {
        send("pong", callback);
    }

    @Override
    public void close(int code, String reason, Callback callback) {
        if (callback == null) {
            throw new NullPointerException("close() wants a callback");
        }
        if (reason != null && reason.getBytes(UTF_8).length > 123) {
            throw new IllegalArgumentException("a reason is at most 123 bytes");
        }
        send("close " + code + (reason == null ? "" : " " + reason), callback);
    }

    @Override
    public void disconnect() {
        tell("disconnect");
        onTold.accept("disconnect");
        lost();
    }

    @Override
    public synchronized boolean isOpen() {
        return open;
    }

    private static byte[] bytes(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return name;
    }
}
