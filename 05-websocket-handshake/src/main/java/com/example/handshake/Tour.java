package com.example.handshake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The tour: the lesson's story, played over real sockets. */
final class Tour {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORT_LIMIT = Duration.ofSeconds(1);

    private Tour() {
    }

    static void play() throws Exception {
        say("LESSON 05: the opening handshake. HTTP's last request, and then both sides may speak.");
        try (HandshakeServer server = HandshakeServer.start(0, Lesson.ORIGINS, SHORT_LIMIT, HandshakeServer.PAUSE)) {
            example(server);
            acceptKey();
            client(server);
            clientVerifies();
            refusal(server);
            refusals(server);
            slow(server);
            serverSpeaksFirst(server);
            costs(server);
        }
        say("");
        say("Next: what do 81 05 and 88 02 mean? Lesson 06 writes the frames.");
    }

    private static void example(HandshakeServer server) throws IOException {
        heading("1. The example of RFC 6455, byte for byte");
        byte[] request = Attempt.EXAMPLE.getBytes(ISO_8859_1);
        say("The client sends " + request.length + " bytes:");
        show(">> ", request);
        byte[] answer = RawHttp.exchange(server.address(), request, PATIENCE);
        say("The server answers, and goes on with something that is not HTTP:");
        show("<< ", answer);
    }

    private static void acceptKey() {
        heading("2. How the accept key is made");
        String key = "dGhlIHNhbXBsZSBub25jZQ==";
        say("the key, as it came        " + key);
        say("the GUID of the standard   " + AcceptKey.GUID);
        say("one behind the other       " + key + AcceptKey.GUID);
        byte[] digest = AcceptKey.sha1(key + AcceptKey.GUID);
        say("SHA-1 of these 60 bytes    " + HexFormat.ofDelimiter(" ").formatHex(digest));
        say("Base64 of these 20 bytes   " + Base64.getEncoder().encodeToString(digest));
        say("AcceptKey.of(key)          " + AcceptKey.of(key));
    }

    private static void client(HandshakeServer server) throws IOException {
        heading("3. The client asks with a new key each time");
        List<String> subprotocols = List.of("superchat", "chat");
        for (int i = 0; i < 2; i++) {
            ClientHandshake handshake = new ClientHandshake(server.chat(), subprotocols);
            say(">> Sec-WebSocket-Key: " + handshake.request().fields().all("Sec-WebSocket-Key").get(0));
        }
        try (HandshakeClient client = HandshakeClient.open(server.chat(), subprotocols, PATIENCE)) {
            say("It offers " + subprotocols + ", and both now speak: " + client.subprotocol().orElse("none"));
        }
        try (HandshakeClient client = HandshakeClient.open(server.chat(), List.of("superchat"), PATIENCE)) {
            say("It offers [superchat], and both now speak: " + client.subprotocol().orElse("none"));
        }
    }

    private static void clientVerifies() throws IOException {
        heading("4. The client believes nothing");
        URI uri = URI.create("ws://server.example.com/chat");
        String key = "dGhlIHNhbXBsZSBub25jZQ==";
        ClientHandshake handshake = new ClientHandshake(uri, List.of("chat"), List.of(), key);
        ResponseHead right = ResponseHead.of(101, HeaderFields.of("Upgrade", "websocket", "Connection", "Upgrade",
                "Sec-WebSocket-Accept", AcceptKey.of(key)));
        say("point by point, RFC 6455, section 4.1:");
        verify(handshake, ResponseHead.of(200, right.fields()));
        verify(handshake, ResponseHead.of(101, HeaderFields.of("Upgrade", "h2c")));
        verify(handshake, ResponseHead.of(101, HeaderFields.of("Upgrade", "WebSocket", "Connection", "keep-alive")));
        verify(handshake, ResponseHead.of(101, HeaderFields.of("Upgrade", "WebSocket", "Connection", "Upgrade",
                "Sec-WebSocket-Accept", AcceptKey.of("a response to another request"))));
        verify(handshake, ResponseHead.of(101, right.fields().and("Sec-WebSocket-Extensions", "permessage-deflate")));
        verify(handshake, ResponseHead.of(101, right.fields().and("Sec-WebSocket-Protocol", "superchat")));
        verify(handshake, right);
    }

    private static void verify(ClientHandshake handshake, ResponseHead response) {
        try {
            handshake.verify(response);
            say("open");
        } catch (RefusedException e) {
            say(String.format(Locale.ROOT, "refused with %-10d %s", e.status(), e.getMessage()));
        } catch (FailedHandshakeException e) {
            say(String.format(Locale.ROOT, "failed at %-13s %s", e.point(), e.getMessage()));
        }
    }

    private static void refusal(HandshakeServer server) throws IOException {
        heading("5. A refusal, whole");
        Attempt attempt = Attempt.named("version-8").orElseThrow();
        show(">> ", attempt.request());
        show("<< ", RawHttp.exchange(server.address(), attempt.request(), PATIENCE));
    }

    private static void refusals(HandshakeServer server) throws IOException {
        heading("6. Wrong handshakes, and what each is told");
        for (Attempt attempt : Attempt.ALL) {
            String answer = new String(RawHttp.exchange(server.address(), attempt.request(), PATIENCE), ISO_8859_1);
            String status = answer.substring("HTTP/1.1 ".length(), answer.indexOf("\r\n"));
            String body = answer.substring(answer.indexOf("\r\n\r\n") + 4).strip();
            String sentence = status.startsWith("101") ? "(accepted)" : body;
            say(String.format(Locale.ROOT, "%-12s %.3s %s", attempt.name(), status, sentence));
        }
    }

    private static void slow(HandshakeServer server) throws Exception {
        heading("7. A client that sends one byte at a time is not waited for");
        long start = System.nanoTime();
        int sent = 0;
        try (Socket socket = new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.setSoTimeout(50);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            byte[] request = Attempt.EXAMPLE.getBytes(ISO_8859_1);
            int first = -1;
            while (first < 0 && sent < request.length) {
                out.write(request[sent++]);
                first = readOne(in);
            }
            String rest = new String(in.readAllBytes(), US_ASCII);
            say("limit    " + SHORT_LIMIT.toMillis() + " ms for the whole handshake, one byte each 50 ms");
            long millis = (System.nanoTime() - start) / 1_000_000;
            say("sent     " + sent + " of " + request.length + " bytes in " + millis + " ms");
            say("response " + (char) first + rest.substring(0, rest.indexOf("\r\n")));
        }
    }

    /** The first byte of the answer, or -1 if it has not come within 50 ms. */
    private static int readOne(InputStream in) throws IOException {
        try {
            return in.read();
        } catch (SocketTimeoutException e) {
            return -1;
        }
    }

    private static void serverSpeaksFirst(HandshakeServer server) throws IOException {
        heading("8. The server speaks first");
        long start = System.nanoTime();
        try (HandshakeClient client = HandshakeClient.open(server.chat(), List.of("chat"), PATIENCE)) {
            say("The WebSocket is open. The client sends nothing, and asks for nothing.");
            for (int i = 0; i < Connection.HELLOS; i++) {
                byte[] frame = client.in().readNBytes(Connection.HELLO.length);
                say(String.format(Locale.ROOT, "after %d ms << %s   %s", (System.nanoTime() - start) / 1_000_000,
                        HexFormat.ofDelimiter(" ").formatHex(frame), new String(frame, 2, frame.length - 2, US_ASCII)));
            }
            byte[] close = client.in().readNBytes(Connection.CLOSE.length);
            say("and goodbye << " + HexFormat.ofDelimiter(" ").formatHex(close));
        }
    }

    private static void costs(HandshakeServer server) throws IOException {
        heading("9. What it costs");
        ClientHandshake handshake = new ClientHandshake(server.chat(), List.of("chat"));
        int request = handshake.request().bytes().length;
        int answer = RawHttp.exchange(server.address(), handshake.request().bytes(), PATIENCE).length
                - Connection.HELLO.length;
        say("once for each connection   " + request + " bytes up, " + answer + " bytes down");
        say("then for each Hello        " + Connection.HELLO.length + " bytes down, nothing up");
        long[] micros = new long[200];
        for (int i = 0; i < micros.length; i++) {
            long start = System.nanoTime();
            HandshakeClient.open(server.chat(), List.of("chat"), PATIENCE).close();
            micros[i] = (System.nanoTime() - start) / 1_000;
        }
        Arrays.sort(micros);
        say("connect and handshake      " + micros[micros.length / 2] + " us, the median of " + micros.length
                + " on this machine");
    }

    private static void show(String direction, byte[] wire) {
        WireText.visible(wire).lines().forEach(line -> say(direction + line));
    }

    private static void heading(String title) {
        say("");
        say("== " + title);
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
