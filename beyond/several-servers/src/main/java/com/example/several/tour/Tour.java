package com.example.several.tour;

import com.example.several.ChatClient;
import com.example.several.ChatServer;
import com.example.several.Engine;
import com.example.several.Log;
import com.example.several.Message;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XReadParams;

/** The tour: what pub/sub forgets, what a stream keeps, two servers that are one room, and one of them killed. */
public final class Tour {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Engine engine;
    /** What would make each further wait useless: a sentence, or null while all is well. */
    private final List<Supplier<String>> signs = new ArrayList<>();

    private Tour(Engine engine) {
        this.engine = engine;
    }

    /** Plays it; it ends by itself in some seconds. */
    public static void play() throws Exception {
        say("BEYOND: one room on several servers. The connection is where it was; the messages are not.");
        try (Engine engine = Engine.open()) {
            say("The engine is " + engine + ".");
            engine.check();
            Tour tour = new Tour(engine);
            tour.bellAlone();
            tour.stream();
            tour.twoServers();
        }
        say("");
        say("A server may end at any time: what it knew is in the log, and its readers know where they were.");
    }

    // tag::bell[]
    private void bellAlone() throws Exception {
        heading("1. Pub/sub alone: a bell that keeps nothing");
        try (Jedis speaker = connect()) {
            try (Reader bob = new Reader()) {
                say("PUBLISH tour \"is anybody here?\" reaches " + publish(speaker, "is anybody here?"));
                say("bob hears: " + bob.hear());
            }
            say("Bob's server restarts. Meanwhile:");
            say("PUBLISH tour \"the train is late\" reaches " + publish(speaker, "the train is late"));
            try (Reader bob = new Reader()) {
                say("PUBLISH tour \"bob?\" reaches " + publish(speaker, "bob?"));
                say("bob hears: " + bob.hear());
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
    private final class Reader extends JedisPubSub implements AutoCloseable {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final Thread thread;

        Reader() throws Exception {
            thread = new Thread(() -> {
                try (Jedis ear = connect()) {
                    ear.subscribe(this, "tour");
                }
            }, "tour-subscriber");
            thread.setDaemon(true);
            thread.start();
            until("the subscription", () -> {
                if (!thread.isAlive()) {
                    throw new IllegalStateException("Redis has ended the subscription");
                }
                return isSubscribed();
            });
        }

        String hear() throws Exception {
            String[] text = new String[1];
            until("what was published", () -> {
                text[0] = heard.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                return text[0] != null;
            });
            return text[0];
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

    private void stream() {
        heading("2. A stream: a log that numbers");
        try (Jedis redis = connect()) {
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

    private void twoServers() throws Exception {
        String room = "tour-room";
        try (Jedis redis = connect()) {
            redis.del(room);
        }
        try (Log logOne = engine.log(room); Log logTwo = engine.log(room);
                ChatServer one = ChatServer.start(0, logOne); ChatServer two = ChatServer.start(0, logTwo)) {
            until("Redis", () -> !logOne.isAway() && !logTwo.isAway());
            signs.add(() -> logOne.isAway() ? "Redis is away" : null);
            heading("3. Two servers, one room");
            try (ChatClient ann = new ChatClient("ann", List.of(one.uri(), two.uri()), 0);
                    ChatClient bob = new ChatClient("bob", List.of(two.uri(), one.uri()), 0)) {
                until("two members", () -> ann.isConnected() && bob.isConnected(), ann, bob);
                say("ann is on server 1, bob on server 2.");
                ann.say("can you hear me over there?");
                say("bob hears: " + hear(bob));
                bob.say("as if we sat in one room");
                say("ann hears: " + hear(ann));
                say("ann hears: " + hear(ann));
                hear(bob);
                killed(one, two, ann, bob);
            }
            behindNginx(room);
        }
    }

    private void killed(ChatServer one, ChatServer two, ChatClient ann, ChatClient bob) throws Exception {
        heading("4. A server is killed");
        two.cut();
        say("Server 2 is gone, without a goodbye. At this moment ann speaks:");
        ann.say("bob?");
        ann.say("bob??");
        until("bob on server 1", () -> one.readers() == 2, bob);
        say("bob has come back to server 1 with the last id he had, 2. No session was sticky, and none was needed.");
        say("bob hears: " + hear(bob));
        say("bob hears: " + hear(bob));
    }

    private void behindNginx(String room) throws Exception {
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
            signs.add(() -> nginx.isAlive() ? null : "nginx has ended");
            List<ChatClient> readers = new ArrayList<>();
            try {
                for (int i = 1; i <= 6; i++) {
                    readers.add(new ChatClient("reader" + i, List.of(nginx.uri()), 4));
                }
                ChatClient[] all = readers.toArray(ChatClient[]::new);
                until("six readers", () -> readers.stream().allMatch(ChatClient::isConnected), all);
                say("Six readers know one address. Server 1 has " + one.readers() + " of them, server 2 "
                        + two.readers() + ".");
                readers.get(0).say("before");
                List<String> before = hear(readers);
                one.cut();
                until("all on server 2", () -> two.readers() == 6
                        && readers.stream().allMatch(ChatClient::isConnected), all);
                say("Server 1 is killed: nginx sends its readers to server 2, which has " + two.readers() + " now.");
                readers.get(1).say("after");
                List<String> after = hear(readers);
                say("All have heard " + before + ", and then " + after + ".");
            } finally {
                readers.forEach(ChatClient::close);
            }
        }
    }

    private Jedis connect() {
        return new Jedis(engine.address(), DefaultJedisClientConfig.builder().serverDefaultProtocol().build());
    }

    private String hear(ChatClient reader) throws Exception {
        Message[] message = new Message[1];
        until("a message", () -> {
            message[0] = reader.next(LOOK);
            return message[0] != null;
        }, reader);
        return message[0].id() + " " + message[0].from() + ": " + message[0].text();
    }

    /** What these readers hear next: the same, or there is more than one in the list. */
    private List<String> hear(List<ChatClient> readers) throws Exception {
        Set<String> heard = new TreeSet<>();
        for (ChatClient reader : readers) {
            heard.add(hear(reader));
        }
        return List.copyOf(heard);
    }

    /** Waits until it holds. It ends early, with the reason, when that cannot come any more. */
    private void until(String what, Callable<Boolean> holds, ChatClient... whose) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.call()) {
            String broken = signs.stream().map(Supplier::get).filter(Objects::nonNull).findFirst().orElse(null);
            if (broken != null || System.nanoTime() > deadline) {
                throw new TimeoutException("the tour waits for " + what + ", and "
                        + (broken != null ? broken : "half a minute is over")
                        + Stream.of(whose).map(client -> "; " + client.trouble()).collect(Collectors.joining()));
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
