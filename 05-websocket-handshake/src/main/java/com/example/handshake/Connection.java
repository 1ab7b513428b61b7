package com.example.handshake;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** One client of the server, and the thread that reads its request and answers it. */
final class Connection {

    /** What the server says unasked: a text frame, five bytes long, "Hello" (RFC 6455, section 5.7). */
    static final byte[] HELLO = {(byte) 0x81, 0x05, 'H', 'e', 'l', 'l', 'o'};
    static final int HELLOS = 3;

    /** The last frame: close, status 1000 (section 5.5.1). */
    static final byte[] CLOSE = {(byte) 0x88, 0x02, 0x03, (byte) 0xe8};
    /** The last frame of a server that stops: close, status 1001, "going away" (section 7.4.1). */
    static final byte[] GOING_AWAY = {(byte) 0x88, 0x02, 0x03, (byte) 0xe9};

    private static final Response UNAVAILABLE = Response.refusal(new RefusedException(503,
            "The server stops. Try again in a second.", HeaderFields.of("Retry-After", "1")));
    private static final System.Logger LOG = System.getLogger(Connection.class.getName());

    /** Every response fits into it, so that no write waits for a client that does not read. In bytes. */
    private static final int SEND_BUFFER = 128 * 1024;

    private final Socket socket;
    private final TimedInput timed;
    private final InputStream in;
    private final ServerHandshake handshake;
    private final Site site;
    private final Duration limit;
    private final Duration pause;
    private final Consumer<Connection> onEnd;
    private final Thread thread;
    private State state = State.WAITING;

    /** What this side has said so far. */
    private enum State { WAITING, UPGRADED, ENDED }

    Connection(Socket socket, ServerHandshake handshake, Site site, Duration limit, Duration pause,
            Consumer<Connection> onEnd) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSendBufferSize(SEND_BUFFER);
        this.socket = socket;
        this.timed = new TimedInput(socket, limit);
        this.in = new BufferedInputStream(timed);         // one for the head and the frames: it may have read ahead
        this.handshake = handshake;
        this.site = site;
        this.limit = limit;
        this.pause = pause;
        this.onEnd = onEnd;
        this.thread = new Thread(this::run, "handshake-" + socket.getPort());
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (socket) {
            serve();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the client is gone", e);
        } finally {
            onEnd.accept(this);
        }
    }

    // tag::serve[]
    /** One request, and its response: 101 and what follows, or one of plain HTTP. */
    private void serve() throws IOException {
        HeadReader head = new HeadReader(in);
        Response response;
        try {
            RequestHead request = RequestHead.parse(read(head));
            if (request.target().path().equals(Site.CHAT)) {
                ResponseHead accepted = handshake.answer(request);
                site.remember(request, accepted);
                say(accepted.bytes(), State.UPGRADED);
                speakFirst();
                return;
            }
            response = site.answer(request);
        } catch (RefusedException e) {
            response = Response.refusal(e);
        }
        say((head.isForHead() ? response.withoutBody() : response).bytes(), State.ENDED);
        hangUp();
    }
    // end::serve[]

    /** A client that leaves without a word gets none: browsers connect in advance, and often for nothing. */
    private List<String> read(HeadReader head) throws IOException {
        try {
            return head.read();
        } catch (SocketTimeoutException e) {
            throw new RefusedException(408, "The handshake was not complete within " + limit.toMillis() + " ms.");
        } catch (EOFException e) {
            if (!isHeard()) {
                throw e;
            }
            throw RefusedException.badRequest("The request ended before its empty line.");
        }
    }

    // tag::speak-first[]
    /** From here on HTTP is over. No client has asked for anything, and the server speaks. */
    private void speakFirst() throws IOException {
        say(HELLO, State.UPGRADED);
        for (int said = 1; said < HELLOS; said++) {
            if (leavesWithin(pause)) {
                return;
            }
            say(HELLO, State.UPGRADED);
        }
        say(CLOSE, State.ENDED);
        hangUp();
    }
    // end::speak-first[]

    // tag::hang-up[]
    /**
     * Waits for the client to end its direction, for as long as we did for its head; ours has ended. A socket that is
     * closed while the client is still sending answers with a reset, and a reset can destroy what the client has not
     * read yet: our response.
     */
    private void hangUp() throws IOException {
        leavesWithin(limit);
    }

    /** Reads and forgets what comes, for so long; true if the client ended its direction. Frames are lesson 06. */
    private boolean leavesWithin(Duration time) throws IOException {
        timed.within(time);
        byte[] forgotten = new byte[1024];
        try {
            while (in.read(forgotten) >= 0) {
                // Only the end of the stream, or of the time, is of interest.
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
    // end::hang-up[]

    /** Sends, unless our direction has ended: {@link #goodbye} may come between any two words. */
    private synchronized void say(byte[] bytes, State then) throws IOException {
        if (state != State.ENDED) {
            state = then;
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            if (then == State.ENDED) {
                socket.shutdownOutput();
            }
        }
    }

    // tag::goodbye[]
    /**
     * The server stops: 1001 for an open WebSocket, 503 for a request without a response. The client may now end its
     * direction, and then the thread ends. May be called by any thread.
     */
    synchronized void goodbye() {
        byte[] last = state == State.UPGRADED ? GOING_AWAY : isHeard() ? UNAVAILABLE.bytes() : new byte[0];
        try {
            say(last, State.ENDED);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the client is gone", e);
        }
    }
    // end::goodbye[]

    /** Ends the connection from any thread, now: closing the socket wakes up the thread that waits in read. */
    void drop() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing failed", e);
        }
    }

    boolean isOn(Socket one) {
        return socket == one;
    }

    /** Whether the client has sent anything. */
    boolean isHeard() {
        return timed.received() > 0;
    }

    boolean awaitEnd(long millis) throws InterruptedException {
        thread.join(millis);
        return !thread.isAlive();
    }
}
