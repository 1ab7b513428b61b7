package com.example.handshake.exercise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.example.handshake.RefusedException;
import com.example.handshake.exercise.OwnSockets.Client;
import com.example.handshake.exercise.UpgradeDecision.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The lesson's server, with your exercises: 5.2 reads each head, 5.3 decides about a handshake, and 5.4 chooses the
 * subprotocol. 5.1 and 5.5 are on the client's side: they check what this server has answered.
 */
public final class OwnServer implements AutoCloseable {

    private static final int LONGEST_HEAD = 16_384;

    private final OwnSockets sockets;
    private final OwnHttp http;
    private final Set<String> leftOut;
    private final Set<String> origins;

    /**
     * Starts on the loopback; port 0 is any that is free.
     *
     * @param leftOut those of 5.1, 5.4 and 5.5 that are not done
     * @param limit how long a client may take for its head
     * @param pause the time between two greetings
     */
    public OwnServer(int port, Set<String> leftOut, Duration limit, Duration pause) throws IOException {
        this.leftOut = leftOut;
        http = new OwnHttp(leftOut);
        sockets = new OwnSockets(port, limit, pause);
        String at = port() == 80 ? "" : ":" + port();
        origins = Set.of("http://localhost" + at, "http://127.0.0.1" + at, "http://example.com");   // the RFC's example
        sockets.start(this::serve);
    }

    public int port() {
        return sockets.port();
    }

    /** One request and its response. After 101 the server speaks first. */
    private void serve(Client client) throws IOException {
        Answer answer;
        try {
            RequestHead head = RequestHead.read(client, LONGEST_HEAD);
            answer = answer(head);
            if (answer.status() == 101) {
                byte[] accepted = OwnHttp.head(101, answer.fields());
                http.remember(head.target(), client.received(), new String(accepted, ISO_8859_1));
                client.say(accepted);
                sockets.speakFirst(client);
                return;
            }
        } catch (RefusedException e) {
            answer = refusal(e.status(), e.getMessage());
        } catch (SocketTimeoutException | EOFException e) {
            answer = refusal(e instanceof EOFException ? 400 : 408, "No empty line came, which ends a head.");
        } catch (ProtocolException e) {
            answer = refusal(502, "5.5 hangs up: " + e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            answer = refusal(500, "An exercise has made a mistake: " + e);
        }
        OwnHttp.respond(client, answer.status(), answer.fields(), answer.sentence());
    }

    private Answer answer(RequestHead head) throws IOException {
        if (head.target().matches("/chat(\\?.*)?")) {
            return decide(head);
        }
        OwnHttp.checkHost(all(head, "host"));
        if (head.target().startsWith("/try/")) {
            return tryOut(head);
        } else if (!head.method().matches("GET|HEAD")) {
            return new Answer(405, "This address can be read with GET.", Map.of("Allow", "GET, HEAD"));
        }
        String type = head.target().equals("/") ? "text/html" : "text/plain";
        return new Answer(200, http.read(head.target()), Map.of("Content-Type", type + "; charset=utf-8"));
    }

    private Answer decide(RequestHead head) throws RefusedException {
        Answer answer = UpgradeDecision.decide(head.method(), head.version(), head.fields(), origins);
        if (answer.status() != 101) {
            return answer;
        }
        OwnHttp.checkHost(all(head, "host"));      // 5.3 counts them; whose name it is, is asked here
        Map<String, String> fields = new LinkedHashMap<>(answer.fields());
        if (!leftOut.contains("5.4")) {
            SubprotocolChoice.choose(List.of("chat"), all(head, "sec-websocket-protocol"))
                    .ifPresent(chosen -> fields.put("Sec-WebSocket-Protocol", chosen));
        }
        return new Answer(101, "", fields);
    }

    /** A browser cannot send a wrong handshake: the server sends it, to itself, and shows both sides of the wire. */
    private Answer tryOut(RequestHead head) throws IOException {
        if (!head.method().equals("POST")) {
            return new Answer(405, "A handshake is tried with POST.", Map.of("Allow", "POST"));
        } else if (!origins.containsAll(all(head, "origin"))) {
            return refusal(403, "Pages from elsewhere may not try a handshake.");
        }
        String name = head.target().substring("/try/".length());
        ClientHandshake own = !name.equals(OwnHttp.OWN) || leftOut.contains("5.5") ? null
                : new ClientHandshake(URI.create("ws://127.0.0.1:" + port() + "/chat"), List.of("superchat", "chat"));
        String request = own == null ? http.request(name) : new String(own.request(), ISO_8859_1);
        String response = sockets.exchange(request);
        List<String> lines = List.of(response.split("\r\n\r\n")[0].split("\r\n"));
        String told = "";
        if (own != null) {
            told = "(5.5: right, and the subprotocol is " + own.verify(lines).orElse("none") + ")";
        } else if (lines.get(0).startsWith("HTTP/1.1 101") && !leftOut.contains("5.1")) {
            boolean proves = AcceptKey.proves(OwnHttp.KEY, OwnHttp.values(lines, "Sec-WebSocket-Accept"));
            told = "(5.1: the accept key is " + (proves ? "right)" : "wrong)");
        }
        return new Answer(200, OwnHttp.visible(request) + "\n" + OwnHttp.visible(response) + told, Map.of());
    }

    private static List<String> all(RequestHead head, String name) {
        return head.fields().getOrDefault(name, List.of());
    }

    private static Answer refusal(int status, String sentence) {
        return new Answer(status, sentence, Map.of());
    }

    @Override
    public void close() {
        sockets.close();
    }

    /** Serves until Ctrl-C. The arguments are the port, and what is left out. */
    public static void main(String[] args) throws Exception {
        OwnServer server = new OwnServer(Integer.parseInt(args[0]), Set.of(Arrays.copyOfRange(args, 1, args.length)),
                Duration.ofSeconds(5), Duration.ofSeconds(1));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "own-server-goodbye"));
        System.out.println("Your server is open: http://localhost:" + server.port() + "/ Ctrl-C ends it.");
        Thread.currentThread().join();
    }
}
