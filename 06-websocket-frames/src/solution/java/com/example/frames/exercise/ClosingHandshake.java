package com.example.frames.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;

/** One answer to exercise 6.7. */
public final class ClosingHandshake {

    public enum Role { CLIENT, SERVER }

    public record Message(boolean text, ByteBuffer payload) {

        @Override
        public String toString() {
            byte[] bytes = new byte[payload.remaining()];
            payload.duplicate().get(bytes);
            return text ? new String(bytes, UTF_8) : "bytes " + HexFormat.of().formatHex(bytes);
        }
    }

    public sealed interface Event {
        record WeSend(Message message) implements Event { }
        record WeClose(int code) implements Event { }
        record MessageCame(Message message) implements Event { }
        record CloseCame(int code) implements Event { }
        record StreamEnded() implements Event { }
        record TimePassed() implements Event { }
    }

    public sealed interface Action {
        record SendMessage(Message message) implements Action { }
        record SendClose(int code) implements Action { }
        record Deliver(Message message) implements Action { }
        record CloseTcp() implements Action { }
        record Report(int code, boolean clean) implements Action { }
    }

    private static final int NO_CLOSE_CAME = 1006;

    private final Role role;
    private final Duration timeout;
    private final LongSupplier nanoTime;

    private boolean sent;
    private boolean came;
    private boolean closed;
    private int code = NO_CLOSE_CAME;
    private long sentAt;

    public ClosingHandshake(Role role, Duration timeout, LongSupplier nanoTime) {
        this.role = role;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
    }

    public List<Action> on(Event event) {
        List<Action> actions = new ArrayList<>();
        if (event instanceof Event.WeSend send) {
            if (sent || closed) {
                throw new IllegalStateException("nothing may be sent after a Close frame");
            }
            actions.add(new Action.SendMessage(send.message()));
        } else if (closed) {
            return actions;
        } else if (event instanceof Event.WeClose close) {
            sendClose(close.code(), actions);
        } else if (event instanceof Event.MessageCame news) {
            if (!came) {
                actions.add(new Action.Deliver(news.message()));
            }
        } else if (event instanceof Event.CloseCame close) {
            closeCame(close.code(), actions);
        } else if (event instanceof Event.StreamEnded || timeIsUp()) {
            closeTcp(actions);
        }
        return actions;
    }

    private void sendClose(int withCode, List<Action> actions) {
        if (!sent) {
            sent = true;
            sentAt = nanoTime.getAsLong();
            actions.add(new Action.SendClose(withCode));
        }
    }

    private void closeCame(int withCode, List<Action> actions) {
        if (came) {
            return;
        }
        came = true;
        code = withCode;
        sendClose(withCode, actions);
        if (role == Role.SERVER) {
            closeTcp(actions);
        }
    }

    private boolean timeIsUp() {
        // A difference, because the clock may run over.
        return sent && nanoTime.getAsLong() - sentAt >= timeout.toNanos();
    }

    private void closeTcp(List<Action> actions) {
        closed = true;
        actions.add(new Action.CloseTcp());
        actions.add(new Action.Report(code, sent && came));
    }
}
