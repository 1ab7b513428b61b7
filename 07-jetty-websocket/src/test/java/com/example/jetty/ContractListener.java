package com.example.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;

import com.example.jetty.exercise.Slowness;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The JDK's client, which remembers what it was told. It hands out large messages in pieces; here they are put
 * together. The same file is in lessons 06, 07 and 08.
 */
final class ContractListener implements WebSocket.Listener {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final long SECONDS = 60;
    private static final long MILLIS = 10_000;

    /** Texts as they came, binary messages as ByteBuffer, "pong ..." and "close CODE REASON". */
    final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    /** The texts alone, in their order. */
    final List<String> texts = new CopyOnWriteArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private WebSocket socket;

    private ContractListener() {
    }

    static ContractListener open(URI uri, String... subprotocols) throws Exception {
        ContractListener listener = new ContractListener();
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
        if (subprotocols.length > 0) {
            builder.subprotocols(subprotocols[0], List.of(subprotocols).subList(1, subprotocols.length)
                    .toArray(String[]::new));
        }
        listener.socket = builder.buildAsync(uri, listener).get(SECONDS, TimeUnit.SECONDS);
        return listener;
    }

    WebSocket socket() {
        return socket;
    }

    void send(String message) throws Exception {
        socket.sendText(message, true).get(SECONDS, TimeUnit.SECONDS);
    }

    void send(byte[] message) throws Exception {
        socket.sendBinary(ByteBuffer.wrap(message), true).get(SECONDS, TimeUnit.SECONDS);
    }

    void close(int code) throws Exception {
        socket.sendClose(code, "").get(SECONDS, TimeUnit.SECONDS);
    }

    /** What comes next; ten seconds at most, on a busy machine more. */
    Object next() throws InterruptedException {
        Object next = Slowness.next(heard, MILLIS);
        return next != null ? next : fail("nothing came for ten seconds");
    }

    /** Waits until it is so; ten seconds at most, on a busy machine more. */
    static void until(String what, BooleanSupplier holds) throws InterruptedException {
        if (!Slowness.until(MILLIS, holds)) {
            fail("waited ten seconds for: " + what);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            texts.add(text.toString());
            heard.add(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] piece = new byte[data.remaining()];
        data.get(piece);
        binary.writeBytes(piece);
        if (last) {
            heard.add(ByteBuffer.wrap(binary.toByteArray()));
            binary.reset();
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        heard.add("pong " + UTF_8.decode(message));
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        heard.add("close " + code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        heard.add(error);
    }
}
