package com.example.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.function.BiFunction;

/** An echo server for messages of 16 bytes, which does something else with one of them. */
final class FaultyServer implements AutoCloseable {

    /** How many bytes a masked frame of 16 bytes has in front. */
    private static final int HEADER = 6;
    private static final int SIZE = 16;

    private final ServerSocket listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final String accept;
    private final BiFunction<Integer, byte[], byte[]> answer;

    /**
     * @param accept what the handshake is answered with
     * @param answer what gets the number of a message, from 0, and the frame that echoes it; what it returns is sent
     */
    FaultyServer(String accept, BiFunction<Integer, byte[], byte[]> answer) throws IOException {
        this.accept = accept;
        this.answer = answer;
        Thread accepting = new Thread(this::accept, "faulty-accept");
        accepting.setDaemon(true);
        accepting.start();
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + listening.getLocalPort() + "/echo");
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                Thread serving = new Thread(() -> serve(socket), "faulty-connection");
                serving.setDaemon(true);
                serving.start();
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readByte());
            }
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n").getBytes(ISO_8859_1));
            byte[] masked = new byte[HEADER + SIZE];
            for (int number = 0; ; number++) {
                in.readFully(masked);
                byte[] frame = new byte[2 + SIZE];
                frame[0] = masked[0];
                frame[1] = SIZE;
                for (int i = 0; i < SIZE; i++) {
                    frame[2 + i] = (byte) (masked[HEADER + i] ^ masked[2 + i % 4]);
                }
                out.write(answer.apply(number, frame));
            }
        } catch (IOException | UncheckedIOException gone) {
            // that is what some of the tests are about
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
