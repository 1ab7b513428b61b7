package com.example.undertow;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;

/** A chat room on Undertow: it shakes hands and reads frames, and what one says all hear. */
public final class InOneFile {

    // tag::heart[]
    private final Set<WebSocketChannel> members = ConcurrentHashMap.newKeySet();
    private long lastId;

    /** Opens a room on the loopback; port 0 is any free one. */
    Undertow start(int port) {
        Undertow server = Undertow.builder().addHttpListener(port, "127.0.0.1")
                .setHandler(Handlers.path().addExactPath("/chat", Handlers.websocket(this::join)))
                .build();
        server.start();
        return server;
    }

    /** One connection; Undertow calls its listener on the thread that reads. */
    private void join(WebSocketHttpExchange exchange, WebSocketChannel member) {
        String name = exchange.getRequestParameters().get("name").get(0);
        members.add(member);
        member.addCloseTask(members::remove);
        member.getReceiveSetter().set(new AbstractReceiveListener() {
            @Override
            protected void onFullTextMessage(WebSocketChannel from, BufferedTextMessage message) {
                tellAll(name, message.getData());
            }
        });
        member.resumeReceives();                                        // or nothing is ever read
    }

    private synchronized void tellAll(String from, String text) {       // in the same order for all
        String line = ++lastId + "\t" + from + "\t" + text;             // for all who are here now
        Set.copyOf(members).forEach(member -> WebSockets.sendText(line, member, null));
    }
    // end::heart[]

    /** One who talks, and hears whenever something is said: with the client that is in the JDK. */
    private static final class Client implements WebSocket.Listener {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final String name;
        private final WebSocket socket;

        Client(String name, URI room) {
            this.name = name;
            socket = HttpClient.newHttpClient().newWebSocketBuilder()
                    .buildAsync(URI.create(room + "?name=" + name), this).join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            heard.add(text.toString());
            from.request(1);                                            // the next one, please
            return null;
        }

        void say(String text) {
            System.out.println(name + " says:  " + text);
            socket.sendText(text, true).join();
        }

        void hear() throws InterruptedException {
            System.out.println(name + " hears: " + heard.poll(5, TimeUnit.SECONDS));
        }
    }

    public static void main(String[] args) throws Exception {
        LogManager.getLogManager().reset();                             // Undertow likes to talk
        boolean serve = args.length > 0 && args[0].equals("serve");     // serve [port]
        int port = args.length > 1 ? Integer.parseInt(args[1]) : serve ? 8008 : 0;
        Undertow server = new InOneFile().start(port);
        URI uri = URI.create("ws:/" + server.getListenerInfo().get(0).getAddress() + "/chat");
        System.out.println("The room is at " + uri);
        if (!serve) {
            Client ann = new Client("ann", uri);
            ann.say("is anybody here?");
            ann.hear();
            Client bob = new Client("bob", uri);
            bob.say("I am, and you did not have to ask");
            bob.hear();
            ann.hear();
            bob.socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
            ann.socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
            server.stop();
        }
    }
}
