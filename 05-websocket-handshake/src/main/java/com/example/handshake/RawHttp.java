package com.example.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** A client that speaks HTTP by hand: it sends the bytes that it is given, right or wrong. */
final class RawHttp {

    private static final int MAX_RESPONSE = 64 * 1024;

    private RawHttp() {
    }

    /**
     * Sends the request and returns the whole response, up to the end of the stream. After 101 the stream goes on: then
     * the response is the head and the first frame, "Hello".
     *
     * @throws java.net.SocketTimeoutException if the response is not complete when the time is over
     * @throws IOException if there is no server, or the response is longer than 64 KiB
     */
    static byte[] exchange(InetSocketAddress server, byte[] request, Duration limit) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, (int) limit.toMillis());
            TimedInput in = new TimedInput(socket, limit);
            try {
                socket.getOutputStream().write(request);
            } catch (IOException e) {
                // It may have answered, and hung up, before it had it all. The response is what counts.
            }
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                response.write(b);
                if (response.size() > MAX_RESPONSE) {
                    throw new EOFException("the response is longer than " + MAX_RESPONSE + " bytes");
                }
                if (b == 'o' && isUpgraded(response.toString(ISO_8859_1))) {
                    break;
                }
            }
            return response.toByteArray();
        }
    }

    private static boolean isUpgraded(String response) {
        return response.startsWith("HTTP/1.1 101 ")
                && response.endsWith("\r\n\r\n" + new String(Connection.HELLO, ISO_8859_1));
    }
}
