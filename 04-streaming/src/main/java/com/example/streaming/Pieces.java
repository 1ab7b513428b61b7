package com.example.streaming;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The body of an answer that never ends, in the pieces in which it arrives. The JDK has this as an InputStream, but a
 * read there waits forever; here silence has a limit. One piece is asked for at a time, so no more than one waits
 * here.
 */
final class Pieces implements BodySubscriber<Pieces> {

    private static final List<ByteBuffer> END = new ArrayList<>();

    private final BlockingQueue<List<ByteBuffer>> arrived = new LinkedBlockingQueue<>();
    private volatile Throwable failure;
    private Subscription subscription;
    private boolean closed;

    /** This body is there as soon as the header fields are. */
    @Override
    public CompletionStage<Pieces> getBody() {
        return CompletableFuture.completedStage(this);
    }

    // tag::next[]
    /**
     * Waits for the next piece.
     *
     * @return what has arrived: buffers to be read one after the other; empty when the body has ended
     * @throws HttpTimeoutException if nothing came for so long: the server may have gone without a word
     * @throws IOException if the connection broke inside the body
     */
    List<ByteBuffer> next(Duration silence) throws IOException, InterruptedException {
        List<ByteBuffer> piece = arrived.poll(silence.toMillis(), MILLISECONDS);
        if (piece == null) {
            throw new HttpTimeoutException("nothing came for " + silence.toMillis() + " ms, not even a heartbeat");
        }
        if (piece != END) {
            subscription().request(1);
        } else if (failure != null) {
            throw new IOException("the stream broke: " + failure.getMessage(), failure);
        }
        return piece;
    }
    // end::next[]

    /** Wants nothing more: closes the connection. */
    synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public synchronized void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        if (closed) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
        arrived.add(piece);
    }

    @Override
    public void onError(Throwable thrown) {
        failure = thrown;
        arrived.add(END);
    }

    @Override
    public void onComplete() {
        arrived.add(END);
    }

    private synchronized Subscription subscription() {
        return subscription;
    }
}
