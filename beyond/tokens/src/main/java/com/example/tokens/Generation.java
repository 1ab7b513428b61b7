package com.example.tokens;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What one prompt brings forth, as events, for as many readers and responses as it takes. */
final class Generation implements Runnable {

    private static final Logger LOG = System.getLogger(Generation.class.getName());
    /** So many tokens may be made that no reader has taken: then the model waits. */
    static final int AHEAD = 16;
    /** After so long without a token a comment is sent: a proxy ends a response that is silent. */
    private static final long SILENCE_MILLIS = 1_000;

    private final Model model;
    private final long keepNanos;
    private final List<String> tokens = new ArrayList<>();
    private String end;                                         // an event; null while the model works
    private int taken;
    private int readers;
    private long seen = System.nanoTime();                      // when a reader came or went

    /** @param keep how long it is kept without a reader */
    Generation(Model model, Duration keep) {
        this.model = model;
        keepNanos = keep.toNanos();
    }

    // tag::generation[]
    /** The model works on a thread of its own, whatever becomes of the reader. */
    @Override
    public void run() {
        try {
            while (mayGoOn()) {
                add(model.next());
            }
        } catch (IllegalStateException e) {                     // the status 200 is long gone: an event must say it
            end("event: error\ndata: " + e.getMessage() + "\n\n");
        } catch (InterruptedException e) {
            end("event: error\ndata: the server stops\n\n");
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a model failed", e);
            end("event: error\ndata: the server has made a mistake\n\n");
        }
    }

    /** Back-pressure: no token is made for a reader that does not take those that are there. */
    private synchronized boolean mayGoOn() throws InterruptedException {
        while (end == null && tokens.size() - taken >= AHEAD) {
            if (isForgotten()) {
                end("event: error\ndata: no reader came back in time\n\n");
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, keepNanos);
            }
        }
        return end == null;
    }
    // end::generation[]

    private synchronized void add(String token) {
        if (token == null) {
            end("data: [DONE]\n\n");
        } else if (end == null) {
            tokens.add(token);
            notifyAll();
        }
    }

    /** Ends it with this event, unless it has ended before. */
    synchronized void end(String event) {
        end = end == null ? event : end;
        notifyAll();
    }

    /** What comes after token {@code id}: a token, a comment if none comes in a second, or null: the end. */
    synchronized String after(int id) throws InterruptedException {
        taken = Math.max(taken, id);                            // what was written is what was taken
        notifyAll();
        if (id == tokens.size() && end == null) {
            wait(SILENCE_MILLIS);
        }
        if (id < tokens.size()) {
            return "id: " + (id + 1) + "\ndata: " + tokens.get(id) + "\n\n";
        }
        return end == null ? ":\n\n" : null;
    }

    /** The event that ends it. */
    synchronized String end() {
        return end;
    }

    /** How many tokens there are so far. */
    synchronized int made() {
        return tokens.size();
    }

    /** A reader has come (1) or gone (-1). */
    synchronized void joined(int more) {
        readers += more;
        seen = System.nanoTime();
        notifyAll();
    }

    /** Whether no reader has come back for so long that none will. The end is kept so long: a cut may lose it, too. */
    synchronized boolean isForgotten() {
        return readers == 0 && System.nanoTime() - seen >= keepNanos;
    }
}
