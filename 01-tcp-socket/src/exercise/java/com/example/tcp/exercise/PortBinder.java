package com.example.tcp.exercise;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 1.3: the first free port among several.
 *
 * <p>A port has one owner: to bind a second socket to it fails with a {@link BindException}. There is no way to ask
 * first whether a port is free, since another program may take it between the question and the bind. So bind, and look
 * at what happens.
 *
 * <p>Example: if 8001 is taken and 8002 is free, {@code bindFirstFree(loopback, 8001, 8002, 8003)} returns a socket
 * that listens on 8002. If all three are taken, the exception says
 * {@code no free port: 8001 (Address already in use), 8002 (Address already in use), 8003 (Address already in use)}.
 */
public final class PortBinder {

    private PortBinder() {
    }

    /**
     * Binds to the first of the candidates that is free, and listens there.
     *
     * @param address where to listen
     * @param candidates ports, in the order in which they are tried; 0 stands for any free one
     * @return a bound, listening socket, which the caller closes; every other socket that was made on the way is closed
     * @throws BindException if no candidate is free: its message names each port with the reason why not
     * @throws IllegalArgumentException if there is no candidate, or one is no port (0 to 65535): before any is tried
     */
    public static ServerSocket bindFirstFree(InetAddress address, int... candidates) throws IOException {
        throw new TestAbortedException("1.3 PortBinder: not started");
    }
}
