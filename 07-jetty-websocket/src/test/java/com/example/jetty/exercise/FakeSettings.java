package com.example.jetty.exercise;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.UpgradeRequest;
import org.eclipse.jetty.websocket.api.UpgradeResponse;
import org.eclipse.jetty.websocket.api.exceptions.WebSocketTimeoutException;

/** The part of a {@link FakeSession} that only keeps, or only tells, what Jetty's defaults are. */
abstract class FakeSettings implements Session {

    private static final int MOST = 10_000;

    /** In order: {@code demand}, {@code text ...}, {@code binary ...}, {@code close CODE ...}, {@code disconnect}. */
    final List<String> told = new CopyOnWriteArrayList<>();
    private long maxText = 65_536;
    private long maxBinary = 65_536;

    /** An answer that goes on without end is stopped, before it has filled the heap: no right one tells so much. */
    final void tell(String what) {
        if (told.size() == MOST) {
            throw new Error("a session was told " + MOST + " things, and there is no end to them");
        }
        told.add(what);
    }

    @Override
    public long getMaxTextMessageSize() {
        return maxText;
    }

    @Override
    public void setMaxTextMessageSize(long bytes) {
        maxText = bytes;
    }

    @Override
    public long getMaxBinaryMessageSize() {
        return maxBinary;
    }

    @Override
    public void setMaxBinaryMessageSize(long bytes) {
        maxBinary = bytes;
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return new InetSocketAddress(8007);
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return new InetSocketAddress(40_000);
    }

    @Override
    public String getProtocolVersion() {
        return "13";
    }

    @Override
    public UpgradeRequest getUpgradeRequest() {
        throw new UnsupportedOperationException("this session was never upgraded");
    }

    @Override
    public UpgradeResponse getUpgradeResponse() {
        throw new UnsupportedOperationException("this session was never upgraded");
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public void addIdleTimeoutListener(Predicate<WebSocketTimeoutException> listener) {
        tell("idle listener");
    }

    @Override
    public Duration getIdleTimeout() {
        return Duration.ofSeconds(30);
    }

    @Override
    public void setIdleTimeout(Duration timeout) {
        tell("idle " + timeout);
    }

    @Override
    public int getInputBufferSize() {
        return 4_096;
    }

    @Override
    public void setInputBufferSize(int bytes) {
        tell("input buffer " + bytes);
    }

    @Override
    public int getOutputBufferSize() {
        return 4_096;
    }

    @Override
    public void setOutputBufferSize(int bytes) {
        tell("output buffer " + bytes);
    }

    @Override
    public long getMaxFrameSize() {
        return 65_536;
    }

    @Override
    public void setMaxFrameSize(long bytes) {
        tell("frame " + bytes);
    }

    @Override
    public boolean isAutoFragment() {
        return true;
    }

    @Override
    public void setAutoFragment(boolean on) {
        tell("auto fragment " + on);
    }

    @Override
    public int getMaxOutgoingFrames() {
        return -1;
    }

    @Override
    public void setMaxOutgoingFrames(int frames) {
        tell("outgoing frames " + frames);
    }
}
