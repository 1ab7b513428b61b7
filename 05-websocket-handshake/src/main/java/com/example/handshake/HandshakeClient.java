package com.example.handshake;

import com.example.handshake.FailedHandshakeException.Point;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A client with an open WebSocket: the handshake is done, and what comes out of {@link #in()} are frames. */
public final class HandshakeClient implements AutoCloseable {

    private final Socket socket;
    private final TimedInput timed;
    private final InputStream in;
    private final Optional<String> subprotocol;

    private HandshakeClient(Socket socket, TimedInput timed, InputStream in, Optional<String> subprotocol) {
        this.socket = socket;
        this.timed = timed;
        this.in = in;
        this.subprotocol = subprotocol;
    }

    // tag::open[]
    /**
     * Connects, sends the request, and verifies the response.
     *
     * @param subprotocols what to offer, the best first; may be empty
     * @param limit for connecting, and then for the response to arrive
     * @throws RefusedException if the server answers with another status than 101
     * @throws FailedHandshakeException if the response breaks a rule, or is late, or is none
     * @throws IOException if there is no connection
     */
    public static HandshakeClient open(URI uri, List<String> subprotocols, Duration limit) throws IOException {
        ClientHandshake handshake = new ClientHandshake(uri, subprotocols);
        Socket socket = connect(handshake, limit);
        try {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(handshake.request().bytes());
            TimedInput timed = new TimedInput(socket, limit);
            InputStream in = new BufferedInputStream(timed);
            return new HandshakeClient(socket, timed, in, handshake.verify(readResponse(in)));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }
    // end::open[]

    /** A host may have several addresses, and a server listen at one of them: localhost is ::1 and 127.0.0.1. */
    private static Socket connect(ClientHandshake handshake, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        IOException failure = new SocketTimeoutException("there was no time to connect");
        for (InetAddress address : InetAddress.getAllByName(handshake.host())) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            Socket socket = new Socket();
            try {
                if (left > 0) {
                    socket.connect(new InetSocketAddress(address, handshake.port()), (int) left);
                    return socket;
                }
            } catch (IOException e) {
                failure = e;
            }
            socket.close();
        }
        throw failure;
    }

    /** The first head that is no interim one; all of them together have the time of the response. */
    private static ResponseHead readResponse(InputStream in) throws IOException {
        try {
            ResponseHead head;
            do {
                head = ResponseHead.parse(new HeadReader(in).read());
            } while (head.isInterim());
            return head;
        } catch (RefusedException | EOFException e) {
            throw new FailedHandshakeException(Point.HEAD, "not a response: " + e.getMessage());
        } catch (SocketTimeoutException e) {
            throw new FailedHandshakeException(Point.HEAD, "the response did not come in time");
        }
    }

    /** The subprotocol that the server has chosen, if any. */
    public Optional<String> subprotocol() {
        return subprotocol;
    }

    /** The next bytes, a frame's; some may have come in one segment with the response, and are not lost. */
    public InputStream in() {
        return in;
    }

    public OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    /** From now on, reading has this much time. At first it is what is left of the handshake's. */
    public void within(Duration limit) {
        timed.within(limit);
    }

    /** Closes the connection, without a closing handshake: that is lesson 06. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
