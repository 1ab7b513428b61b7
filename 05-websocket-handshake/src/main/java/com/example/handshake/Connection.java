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
import java.util.function.Consumer;

/** One client of the server, and the thread that reads its request and answers it. */
final class Connection {

    /** What the server says unasked: a text frame, five bytes long, "Hello" (RFC 6455, section 5.7). */
    static final byte[] HELLO = {(byte) 0x81, 0x05, 'H', 'e', 'l', 'l', 'o'};
    static final int HELLOS = 3;

    /** The last frame: close, status 1000 (section 5.5.1). */
    static final byte[] CLOSE = {(byte) 0x88, 0x02, 0x03, (byte) 0xe8};

    private static final System.Logger LOG = System.getLogger(Connection.class.getName());

    /** Every answer fits into it, so that no write waits for a client that does not read. In bytes. */
    private static final int SEND_BUFFER = 128 * 1024;

    private final Socket socket;
    private final ServerHandshake handshake;
    private final Site site;
    private final Duration limit;
    private final Duration pause;
    private final Consumer<Connection> onEnd;
    private final Thread thread;

    Connection(Socket socket, ServerHandshake handshake, Site site, Duration limit, Duration pause,
            Consumer<Connection> onEnd) {
        this.socket = socket;
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
            socket.setTcpNoDelay(true);
            socket.setSendBufferSize(SEND_BUFFER);
            TimedInput timed = new TimedInput(socket, limit);
            serve(timed, new BufferedInputStream(timed), socket.getOutputStream());
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the client is gone", e);
        } finally {
            onEnd.accept(this);
        }
    }

    // tag::serve[]
    /** The buffered stream stays the same for the head and for the frames: what it has read ahead is not lost. */
    private void serve(TimedInput timed, InputStream in, OutputStream out) throws IOException {
        boolean withoutBody = false;
        Answer answer;
        try {
            RequestHead request = readHead(timed, in);
            withoutBody = request.method().equals("HEAD");
            if (request.path().equals(Site.CHAT)) {
                ResponseHead accepted = handshake.answer(request);
                site.remember(request, accepted);
                out.write(accepted.bytes());
                speakFirst(timed, in, out);
                return;
            }
            answer = site.answer(request);
        } catch (HandshakeException e) {
            answer = Answer.refusal(e);
        }
        out.write((withoutBody ? answer.withoutBody() : answer).bytes());
        hangUp(timed, in);
    }
    // end::serve[]

    /** A client that leaves without a word gets none: browsers connect in advance, and often for nothing. */
    private RequestHead readHead(TimedInput timed, InputStream in) throws IOException {
        try {
            return RequestHead.read(in);
        } catch (SocketTimeoutException e) {
            throw new HandshakeException(408, "The handshake was not complete within " + limit.toMillis() + " ms.");
        } catch (EOFException e) {
            if (timed.received() == 0) {
                throw e;
            }
            throw HandshakeException.badRequest("The request ended before its empty line.");
        }
    }

    // tag::speak-first[]
    /** From here on HTTP is over. Nobody has asked for anything, and the server speaks. */
    private void speakFirst(TimedInput timed, InputStream in, OutputStream out) throws IOException {
        out.write(HELLO);
        for (int said = 1; said < HELLOS; said++) {
            if (leavesWithin(pause, timed, in)) {
                return;
            }
            out.write(HELLO);
        }
        out.write(CLOSE);
        hangUp(timed, in);
    }
    // end::speak-first[]

    // tag::hang-up[]
    /**
     * Ends our direction and waits for the client to end its own, for as long as we did for its head. A socket that is
     * closed while the client is still sending answers with a reset, and a reset can destroy what the client has not
     * read yet: our answer.
     */
    private void hangUp(TimedInput timed, InputStream in) throws IOException {
        socket.shutdownOutput();
        leavesWithin(limit, timed, in);
    }

    /** Reads and forgets what comes, for so long; true if the client ended its direction. Frames are lesson 06. */
    private static boolean leavesWithin(Duration time, TimedInput timed, InputStream in) throws IOException {
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

    /** Ends the connection from any thread, now: closing the socket wakes up whoever waits in read or write. */
    void drop() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing failed", e);
        }
    }

    boolean awaitEnd(long millis) throws InterruptedException {
        thread.join(millis);
        return !thread.isAlive();
    }
}
