package com.example.longpolling;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The client's side of a {@link TextExchange}: one request and its whole answer, bounded in time and in bytes. In
 * lesson 02 the time is always the same.
 */
final class TextCall {

    private static final int CONNECT_WITHIN_SECONDS = 5;
    private static final long MAX_ANSWER = (long) History.KEPT * (Message.MAX_LINE_BYTES + 1);
    private static final int THREAD_IDLE_MILLIS = 200;

    // One for all clients: it has a thread for the network, and keeps connections alive. The threads of its executor
    // end when they have nothing to do; those of its own default executor would wait a minute for more.
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(CONNECT_WITHIN_SECONDS))
            .executor(new ThreadPoolExecutor(0, Integer.MAX_VALUE, THREAD_IDLE_MILLIS, TimeUnit.MILLISECONDS,
                    new SynchronousQueue<>(), TextCall::daemon))
            .build();

    private TextCall() {
    }

    // tag::send[]
    /**
     * Sends a request, and waits for the whole answer. A timeout of the request itself would end with the header
     * fields: an answer that stops in its body would be waited for without end.
     *
     * @param seconds the time for all of it
     * @throws IOException if it did not come within that time, broke off, or is longer than all the messages of a room
     * @throws InterruptedException if the thread is interrupted, which closes the connection
     */
    static HttpResponse<String> send(HttpRequest request, int seconds) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = HTTP.sendAsync(request, TextCall::bounded);
        try {
            return answer.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the server did not answer: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("the server did not answer within " + seconds + " s");
        } finally {
            answer.cancel(true);                // closes the connection, unless the answer is there
        }
    }
    // end::send[]

    private static BodySubscriber<String> bounded(ResponseInfo answer) {
        long length = answer.headers().firstValueAsLong("Content-Length").orElse(Long.MAX_VALUE);
        if (length > MAX_ANSWER && answer.statusCode() != 204) {
            String sentence = "the answer must be at most " + MAX_ANSWER + " bytes, and say how long it is";
            throw new UncheckedIOException(new ProtocolException(sentence));
        }
        return BodySubscribers.ofString(UTF_8);
    }

    /** The value of a header field that must be a number. */
    static long number(HttpResponse<String> answer, String name) throws ProtocolException {
        String value = answer.headers().firstValue(name).orElse("");
        if (!value.matches("[0-9]{1,18}")) {
            throw new ProtocolException("the server answered " + answer.statusCode() + " without a " + name);
        }
        return Long.parseLong(value);
    }

    /** What to throw for a status that the caller has no use for; it repeats the server's sentence. */
    static IOException unexpected(HttpResponse<String> answer) {
        return new ProtocolException("the server answered " + answer.statusCode() + ": " + answer.body().strip());
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "chat-client-http");
        thread.setDaemon(true);
        return thread;
    }
}
