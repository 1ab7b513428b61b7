package com.example.longpolling;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.longpolling.exercise.Slowness;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** Sends bytes, and returns what came back until the server closed: a response as it was on the wire. */
final class Wire implements AutoCloseable {

    /** The header field of a body that the room accepts. */
    static final String PLAIN = "Content-Type: text/plain; charset=utf-8\r\n";

    final Socket socket;

    Wire(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(Slowness.millis(5_000));
    }

    /** One request on a connection of its own. Host and "Connection: close" are added behind its first line. */
    static String ask(URI server, String request) throws IOException {
        int endOfLine = request.indexOf("\r\n") + 2;
        try (Wire http = new Wire(server)) {
            http.send(request.substring(0, endOfLine) + "Host: " + server.getAuthority() + "\r\nConnection: close\r\n"
                    + request.substring(endOfLine));
            return http.answer();
        }
    }

    /** A POST of a message; {@code fields} are header fields with their line ends. */
    static String post(URI server, String fields, String body) throws IOException {
        String length = "Content-Length: " + body.getBytes(UTF_8).length + "\r\n";
        return ask(server, "POST /messages HTTP/1.1\r\n" + fields + length + "\r\n" + body);
    }

    /** What follows the empty line of a response. */
    static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    void send(String text) throws IOException {
        send(text.getBytes(UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Says that no more will be sent, while the answer can still come. */
    void end() throws IOException {
        socket.shutdownOutput();
    }

    /** All that comes until the server closes; the one line that is never the same, the date, is taken out. */
    String answer() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), UTF_8).replaceAll("Date: [^\r]*\r\n", "");
    }

    /** The answer, which must be so many bytes long with its date, on a connection that stays open. */
    String answer(int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), UTF_8).replaceAll("Date: [^\r]*\r\n", "");
    }

    /** The answer up to these characters, of ASCII, on a connection that stays open; all of it if they never come. */
    String answer(String upTo) throws IOException {
        StringBuilder answer = new StringBuilder();
        for (int b = 0; b >= 0 && answer.indexOf(upTo) < 0; ) {
            b = socket.getInputStream().read();
            answer.append(b < 0 ? "" : String.valueOf((char) b));
        }
        return answer.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
