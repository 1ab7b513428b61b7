package com.example.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that gives each connection the same answer, then closes it or says nothing more. */
final class Fake implements AutoCloseable {

    final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));

    Fake(String answer, boolean staysOpen) throws IOException {
        Thread thread = new Thread(() -> serve(answer, staysOpen), "fake server");
        thread.setDaemon(true);
        thread.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
    }

    private void serve(String answer, boolean staysOpen) {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                byte[] request = new byte[8192];
                int length = 0;
                while (!new String(request, 0, length, UTF_8).endsWith("\r\n\r\n")) {
                    length += socket.getInputStream().read(request, length, request.length - length);
                }
                socket.getOutputStream().write(answer.getBytes(UTF_8));
                requests.add(new String(request, 0, length, UTF_8));
                if (!staysOpen) {
                    socket.close();
                }
            }
        } catch (IOException | IndexOutOfBoundsException e) {
            // The listener was closed, or a client that has had enough went away.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
