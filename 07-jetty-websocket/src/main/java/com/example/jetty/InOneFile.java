package com.example.jetty;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** A chat room on Jetty: it shakes hands and reads frames, and what one says all hear. */
public final class InOneFile {

    // tag::heart[]
    private final Set<Session> members = ConcurrentHashMap.newKeySet();
    private long lastId;

    /** Opens a room on the loopback; port 0 is any free one. */
    Server start(int port) throws Exception {
        Server server = new Server(new InetSocketAddress("127.0.0.1", port));
        server.setHandler(WebSocketUpgradeHandler.from(server, container ->
                container.addMapping("/chat", (request, response, callback) -> new Member())));
        server.start();
        return server;
    }

    /** One connection; Jetty calls its methods. */
    public final class Member extends Session.Listener.AbstractAutoDemanding {

        @Override
        public void onWebSocketOpen(Session session) {
            super.onWebSocketOpen(session);
            members.add(session);
        }

        @Override
        public void onWebSocketText(String text) {
            tellAll(getSession().getUpgradeRequest().getParameterMap().get("name").get(0), text);
        }

        @Override
        public void onWebSocketClose(int code, String reason, Callback callback) {
            members.remove(getSession());
            callback.succeed();
        }
    }

    private synchronized void tellAll(String from, String text) {       // in the same order for all
        String line = ++lastId + "\t" + from + "\t" + text;             // for all who are here now
        Set.copyOf(members).forEach(member -> member.sendText(line, Callback.NOOP));
    }
    // end::heart[]

    /** One who talks, and hears whenever something is said. */
    public static final class Client extends Session.Listener.AbstractAutoDemanding {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final String name;

        Client(String name) {
            this.name = name;
        }

        @Override
        public void onWebSocketText(String text) {
            heard.add(text);
        }

        void say(String text) {
            System.out.println(name + " says:  " + text);
            getSession().sendText(text, Callback.NOOP);
        }

        void hear() throws InterruptedException {
            System.out.println(name + " hears: " + heard.poll(5, TimeUnit.SECONDS));
        }
    }

    public static void main(String[] args) throws Exception {
        LogManager.getLogManager().reset();                             // Jetty likes to talk
        boolean serve = args.length > 0 && args[0].equals("serve");     // serve [port]
        int port = args.length > 1 ? Integer.parseInt(args[1]) : serve ? 8007 : 0;
        Server server = new InOneFile().start(port);
        URI uri = URI.create("ws://127.0.0.1:" + server.getURI().getPort());
        System.out.println("The room is at " + uri + "/chat?name=ann");
        if (!serve) {
            WebSocketClient client = new WebSocketClient();
            client.start();
            Client ann = new Client("ann");
            client.connect(ann, uri.resolve("/chat?name=ann")).get();
            ann.say("is anybody here?");
            ann.hear();
            Client bob = new Client("bob");
            client.connect(bob, uri.resolve("/chat?name=bob")).get();
            bob.say("I am, and you did not have to ask");
            bob.hear();
            ann.hear();
            client.stop();
            server.stop();
        }
    }
}
