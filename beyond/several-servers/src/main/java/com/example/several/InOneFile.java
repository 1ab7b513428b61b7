package com.example.several;

import com.github.fppt.jedismock.RedisServer;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntry;

/** A chat room on two servers: what is said on one goes into a stream of Redis, and every server reads that stream. */
public final class InOneFile {

    private static final DefaultJedisClientConfig PLAIN =
            DefaultJedisClientConfig.builder().serverDefaultProtocol().build();
    // tag::heart[]
    private final Set<WebSocketChannel> members = ConcurrentHashMap.newKeySet();
    private final HostAndPort redis;
    private final RedisClient log;

    InOneFile(HostAndPort redis) {
        this.redis = redis;
        log = RedisClient.builder().hostAndPort(redis).clientConfig(PLAIN).build();
    }

    /** Opens one server of the room on the loopback; port 0 is any free one. */
    Undertow start(int port) {
        Undertow server = Undertow.builder().addHttpListener(port, "127.0.0.1")
                .setHandler(Handlers.path().addExactPath("/chat", Handlers.websocket(this::join))).build();
        server.start();
        new Thread(this::follow, "tail").start();
        return server;
    }

    /** Saying is writing into the log. Redis gives the number: the second half of the id, without holes. */
    private void join(WebSocketHttpExchange exchange, WebSocketChannel member) {
        String name = exchange.getRequestParameters().get("name").get(0);
        members.add(member);
        member.addCloseTask(members::remove);
        member.getReceiveSetter().set(new AbstractReceiveListener() {
            @Override
            protected void onFullTextMessage(WebSocketChannel from, BufferedTextMessage message) {
                log.xadd("room", XAddParams.xAddParams().maxLen(1_000).exactTrimming().id("0-*"),
                        Map.of("from", name, "text", message.getData()));
            }
        });
        member.resumeReceives();
    }

    /** Hearing is reading it: what others said here or on another server, each message once and in order. */
    private void follow() {
        StreamEntryID last = new StreamEntryID(0, 0);
        try (Jedis ear = new Jedis(redis, PLAIN)) {
            while (true) {
                var news = ear.xread(XReadParams.xReadParams().block(20), Map.of("room", last));
                boolean none = news == null || news.isEmpty();
                for (StreamEntry entry : none ? List.<StreamEntry>of() : news.get(0).getValue()) {
                    last = entry.getID();
                    String line = last.getSequence() + "\t" + entry.getFields().get("from") + "\t"
                            + entry.getFields().get("text");
                    Set.copyOf(members).forEach(member -> WebSockets.sendText(line, member, null));
                }
            }
        }
    }
    // end::heart[]

    /** One who hears everything that is said, in a queue. */
    private static WebSocket client(String name, Undertow server, BlockingQueue<String> heard) {
        URI room = URI.create("ws:/" + server.getListenerInfo().get(0).getAddress() + "/chat?name=" + name);
        return HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(room, new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                heard.add(name + " hears: " + text);
                from.request(1);
                return null;
            }
        }).join();
    }

    public static void main(String[] args) throws Exception {
        LogManager.getLogManager().reset();
        RedisServer redis = RedisServer.newRedisServer().start();       // a substitute in this JVM
        HostAndPort address = new HostAndPort("127.0.0.1", redis.getBindPort());
        Undertow one = new InOneFile(address).start(0);
        Undertow two = new InOneFile(address).start(0);
        BlockingQueue<String> annHears = new LinkedBlockingQueue<>();
        WebSocket ann = client("ann", one, annHears);
        BlockingQueue<String> bobHears = new LinkedBlockingQueue<>();
        WebSocket bob = client("bob", two, bobHears);
        ann.sendText("can you hear me over there?", true).join();
        System.out.println(bobHears.poll(5, TimeUnit.SECONDS));
        bob.sendText("as if we sat in one room", true).join();
        System.out.println(annHears.poll(5, TimeUnit.SECONDS));
        System.out.println(annHears.poll(5, TimeUnit.SECONDS));
        System.exit(0);                                                 // the tails read on forever
    }
}
