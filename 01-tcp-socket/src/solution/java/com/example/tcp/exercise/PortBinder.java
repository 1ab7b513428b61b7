package com.example.tcp.exercise;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.StringJoiner;

/** One answer to exercise 1.3. */
public final class PortBinder {

    private PortBinder() {
    }

    public static ServerSocket bindFirstFree(InetAddress address, int... candidates) throws IOException {
        if (candidates.length == 0) {
            throw new IllegalArgumentException("there is no candidate");
        }
        for (int port : candidates) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException(port + " is no port");
            }
        }
        StringJoiner conflicts = new StringJoiner(", ", "no free port: ", "");
        for (int port : candidates) {
            ServerSocket socket = new ServerSocket();
            try {
                socket.bind(new InetSocketAddress(address, port));
                return socket;
            } catch (BindException e) {
                conflicts.add(port + " (" + e.getMessage() + ")");
            }
            socket.close();
        }
        throw new BindException(conflicts.toString());
    }
}
