package com.example.several.tour;

import com.example.several.ChatClient;
import com.example.several.ChatServer;
import com.example.several.Engine;
import com.example.several.FutureCursorException;
import com.example.several.GapException;
import com.example.several.Log;
import com.example.several.Message;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XReadParams;

/** The tour: what pub/sub forgets, what a stream keeps, two servers that are one room, and one of them killed. */
public final class Tour {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Tour() {
    }

    /** Plays it; it ends by itself in some seconds. */
    public static void play() throws Exception {
        say("BEYOND: one room on several servers. The connection is where it was; the messages are not.");
        try (Engine engine = Engine.open()) {
            say("The engine is " + engine + ".");
            bellAlone(engine);
            stream(engine);
            twoServers(engine);
        }
        say("");
        say("A server may end at any time: what it knew is in the log, and its readers know where they were.");
    }

    // tag::bell[]
    private static void bellAlone(Engine engine) throws Exception {
        heading("1. Pub/sub alone: a bell that keeps nothing");
        try (Jedis speaker = connect(engine)) {
            try (Reader bob = new Reader(engine)) {
                say("PUBLISH tour \"is anybody here?\" reaches " + publish(speaker, "is anybody here?"));
                say("bob hears: " + bob.heard.poll(10, TimeUnit.SECONDS));
            }
            say("Bob's server restarts. Meanwhile:");
            say("PUBLISH tour \"the train is late\" reaches " + publish(speaker, "the train is late"));
            try (Reader bob = new Reader(engine)) {
                say("PUBLISH tour \"bob?\" reaches " + publish(speaker, "bob?"));
                say("bob hears: " + bob.heard.poll(10, TimeUnit.SECONDS));
            }
        }
        say("He will never hear of the train, and nothing told him so.");
    }
    // end::bell[]

    private static String publish(Jedis speaker, String text) {
        long reached = speaker.publish("tour", text);
        return reached == 1 ? "1 subscriber" : reached + " subscribers";
    }

    /** One server's subscription. */
    private static final class Reader extends JedisPubSub implements AutoCloseable {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final Thread thread;

        Reader(Engine engine) throws Exception {
            thread = new Thread(() -> {
                try (Jedis ear = connect(engine)) {
                    ear.subscribe(this, "tour");
                }
            }, "tour-subscriber");
            thread.setDaemon(true);
            thread.start();
            until("the subscription", this::isSubscribed);
        }

        @Override
        public void onMessage(String channel, String text) {
            heard.add(text);
        }

        @Override
        public void close() throws InterruptedException {
            unsubscribe();
            thread.join(PATIENCE.toMillis());
        }
    }

    private static void stream(Engine engine) {
        heading("2. A stream: a log that numbers");
        try (Jedis redis = connect(engine)) {
            redis.del("tour");
            XAddParams numbered = XAddParams.xAddParams().maxLen(1_000).exactTrimming().id("0-*");
            for (String text : List.of("is anybody here?", "the train is late", "bob?")) {
                say("XADD tour MAXLEN = 1000 0-* from ann text \"" + text + "\"  ->  "
                        + redis.xadd("tour", numbered, Map.of("from", "ann", "text", text)));
            }
            say("The second half of the id is the message's number. Bob has heard the first, and asks:");
            say("XREAD STREAMS tour 0-1");
            redis.xread(XReadParams.xReadParams().count(10), Map.of("tour", new StreamEntryID(0, 1))).get(0)
                    .getValue().forEach(entry -> say("  " + entry.getID() + "  " + entry.getFields().get("text")));
        }
    }

    private static void twoServers(Engine engine) throws Exception {
        String room = "tour-room";
        try (Jedis redis = connect(engine)) {
            redis.del(room);
        }
        try (Log logOne = engine.log(room); Log logTwo = engine.log(room);
                ChatServer one = ChatServer.start(0, logOne); ChatServer two = ChatServer.start(0, logTwo)) {
            until("Redis", () -> !logOne.isAway() && !logTwo.isAway());
            heading("3. Two servers, one room");
            try (ChatClient ann = new ChatClient("ann", List.of(one.uri(), two.uri()), 0);
                    ChatClient bob = new ChatClient("bob", List.of(two.uri(), one.uri()), 0)) {
                until("two members", () -> ann.isConnected() && bob.isConnected());
                say("ann is on server 1, bob on server 2.");
                ann.say("can you hear me over there?");
                say("bob hears: " + hear(bob));
                bob.say("as if we sat in one room");
                say("ann hears: " + hear(ann));
                say("ann hears: " + hear(ann));
                hear(bob);
                killed(one, two, ann, bob);
            }
            behindNginx(engine, room);
        }
    }

    private static void killed(ChatServer one, ChatServer two, ChatClient ann, ChatClient bob) throws Exception {
        heading("4. A server is killed");
        two.cut();
        say("Server 2 is gone, without a goodbye. At this moment ann speaks:");
        ann.say("bob?");
        ann.say("bob??");
        until("bob has moved", () -> one.readers() == 2);
        say("bob has come back to server 1 with the last id he had, 2. No session was sticky, and none was needed.");
        say("bob hears: " + hear(bob));
        say("bob hears: " + hear(bob));
    }

    private static void behindNginx(Engine engine, String room) throws Exception {
        heading("5. Behind nginx");
        Optional<Path> program = Nginx.installed();
        if (program.isEmpty()) {
            say("There is no nginx here: this scene is left out. Its file is several.conf.");
            return;
        }
        try (Log logOne = engine.log(room); Log logTwo = engine.log(room);
                ChatServer one = ChatServer.start(0, logOne); ChatServer two = ChatServer.start(0, logTwo);
                Nginx nginx = Nginx.start(program.get(), List.of(one.uri(), two.uri()))) {
            until("Redis", () -> !logOne.isAway() && !logTwo.isAway());
            List<ChatClient> readers = new ArrayList<>();
            try {
                for (int i = 1; i <= 6; i++) {
                    readers.add(new ChatClient("reader" + i, List.of(nginx.uri()), 4));
                }
                until("six readers", () -> readers.stream().allMatch(ChatClient::isConnected));
                say("Six readers know one address. Server 1 has " + one.readers() + " of them, server 2 "
                        + two.readers() + ".");
                readers.get(0).say("before");
                List<String> before = hear(readers);
                one.cut();
                until("all on server 2", () -> two.readers() == 6
                        && readers.stream().allMatch(ChatClient::isConnected));
                say("Server 1 is killed: nginx sends its readers to server 2, which has " + two.readers() + " now.");
                readers.get(1).say("after");
                List<String> after = hear(readers);
                say("All have heard " + before + ", and then " + after + ".");
            } finally {
                readers.forEach(ChatClient::close);
            }
        }
    }

    private static Jedis connect(Engine engine) {
        return new Jedis(engine.address(), DefaultJedisClientConfig.builder().serverDefaultProtocol().build());
    }

    private static String hear(ChatClient reader)
            throws InterruptedException, GapException, FutureCursorException, IOException {
        Message message = reader.next(PATIENCE);
        if (message == null) {
            throw new IOException("a reader waited in vain");
        }
        return message.id() + " " + message.from() + ": " + message.text();
    }

    /** What these readers hear next: the same, or there is more than one in the list. */
    private static List<String> hear(List<ChatClient> readers) throws Exception {
        Set<String> heard = new TreeSet<>();
        for (ChatClient reader : readers) {
            heard.add(hear(reader));
        }
        return List.copyOf(heard);
    }

    private static void until(String what, BooleanSupplier holds) throws TimeoutException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("waited thirty seconds for: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private static void heading(String title) {
        say("");
        say("== " + title);
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
