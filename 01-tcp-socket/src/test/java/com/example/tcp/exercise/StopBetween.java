package com.example.tcp.exercise;

import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.Random;

/** Another thread calls stop() between two steps of connect(), all of whose attempts fail. */
final class StopBetween {

    private static final String MAKES = "makes a socket";
    private static final String CLOSES = "closes a socket that failed";
    private static final String WAITED = "has just waited";
    static final List<String> MOMENTS = List.of(MAKES, CLOSES, WAITED);

    private final String moment;
    private final List<Socket> sockets = new Recorded<>("sockets");
    private ReconnectingClient client;

    StopBetween(String moment) {
        this.moment = moment;
    }

    void judge(Story story, SocketAddress server) {
        client = new ReconnectingClient(this::socket, server, 100, 1_000, new Random(1), this::sleep);
        story.step("another thread calls stop() when connect() %s; each attempt fails", moment);
        boolean[] interrupted = new boolean[1];
        Socket returned = story.call("connect()", () -> {
            Socket connected = client.connect();
            client.stop();                              // once more: the thread is none of its business by now
            interrupted[0] = Thread.interrupted();
            return connected;
        });
        story.same("connect() returns", null, returned);
        story.that(!interrupted[0], "no interruption is left on the thread", "its next wait will fail");
        story.that(sockets.size() <= 2 && sockets.stream().allMatch(Socket::isClosed),
                "no further attempt, and no open socket", sockets.size() + " sockets were made");
    }

    private Socket socket() {
        FakeSocket socket = FakeSocket.failing(() -> stopAt(CLOSES));
        sockets.add(socket);
        stopAt(MAKES);
        return socket;
    }

    private void sleep(long millis) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        stopAt(WAITED);
    }

    private void stopAt(String here) {
        if (here.equals(moment)) {
            Connecting.stopOnAnotherThread(client);
        }
    }
}
