package com.example.undertow.tour;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.xnio.Options;

/**
 * What must not be done, for the tour: a listener that waits, on the only I/O thread, or with {@code worker} beside it.
 */
final class Blocked implements AutoCloseable {

    static final long WORK_MILLIS = 500;

    private final CountDownLatch working = new CountDownLatch(1);
    private final Undertow undertow;

    Blocked(boolean worker) {
        undertow = Undertow.builder().addHttpListener(0, "127.0.0.1").setIoThreads(1).setWorkerThreads(4)
                .setWorkerOption(Options.WORKER_NAME, "undertow-chat-blocked")
                .setWorkerOption(Options.THREAD_DAEMON, true)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, 1_000)
                .setHandler(Handlers.websocket((exchange, channel) -> {
                    channel.getReceiveSetter().set(new AbstractReceiveListener() {
                        @Override
                        protected void onFullTextMessage(WebSocketChannel from, BufferedTextMessage message) {
                            String text = message.getData();
                            if (worker) {
                                from.getWorker().execute(() -> answer(text, from));
                            } else {
                                answer(text, from);
                            }
                        }
                    });
                    channel.resumeReceives();
                })).build();
        undertow.start();
    }

    private void answer(String text, WebSocketChannel to) {
        if (text.equals("slow")) {
            working.countDown();
            long end = System.nanoTime() + WORK_MILLIS * 1_000_000;
            for (long left = WORK_MILLIS * 1_000_000; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);                        // a database, say
            }
        }
        // Without its number, which XNIO writes in the digits of the machine's language.
        WebSockets.sendText(Thread.currentThread().getName().replaceFirst(".*(I/O|task).*", "$1"), to, null);
    }

    /** Returns when the slow work has begun. */
    void awaitWork() throws InterruptedException {
        if (!working.await(5, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no slow work has come");
        }
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:"
                + ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort() + "/");
    }

    @Override
    public void close() {
        undertow.stop();
    }
}
