package com.example.undertow.exercise;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.websockets.WebSocketConnectionCallback;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import org.xnio.Options;

/** An Undertow with ONE I/O thread and four workers around an exercise: blocking that thread blocks everyone. */
final class Served implements AutoCloseable {

    private final Undertow undertow;

    /** Less than any text that a test calls big, so that it does not disappear in a buffer of the operating system. */
    private static final int SEND_BUFFER = 16_384;

    private Served(HttpHandler handler) {
        undertow = Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(handler)
                .setIoThreads(1).setWorkerThreads(4)
                .setWorkerOption(Options.WORKER_NAME, "exercise-undertow").setWorkerOption(Options.THREAD_DAEMON, true)
                .setSocketOption(Options.SEND_BUFFER, SEND_BUFFER)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, 100).build();
        undertow.start();
    }

    static Served by(WebSocketConnectionCallback callback) {
        return new Served(Handlers.websocket(callback));
    }

    static Served by(HttpHandler handler) {
        return new Served(handler);
    }

    /**
     * Waits until the workers have begun all that they were given before, and one of them is free; says whether that
     * came. They take their tasks in order.
     */
    boolean hasBegunAllWork() {
        CountDownLatch begun = new CountDownLatch(1);
        undertow.getWorker().execute(begun::countDown);
        return Patience.until(() -> begun.getCount() == 0);
    }

    int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void close() {
        undertow.stop();
    }
}
