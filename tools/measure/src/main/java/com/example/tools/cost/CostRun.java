package com.example.tools.cost;

import com.example.tools.course.Course;
import com.example.tools.judge.Judge;
import com.example.tools.judge.RunnableLesson;
import com.example.tools.measure.Jvm;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One room and its readers: the server in a JVM of its own, the readers in another one, the relay between them in this
 * one. The same steps for every way.
 */
final class CostRun implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration TALK = Duration.ofSeconds(60);
    private static final int PINGS = 2_000;

    private final Way way;
    private final int readers;
    private final Relay relay;
    private final Relay bare;
    private final Jvm host;
    private final Jvm crowd;
    private long openBytes;

    private CostRun(Way way, int readers, Relay relay, Relay bare, Jvm host, Jvm crowd) {
        this.way = way;
        this.readers = readers;
        this.relay = relay;
        this.bare = bare;
        this.host = host;
        this.crowd = crowd;
    }

    /** Starts the room, and lets the readers in; when it returns, all of them have heard two hundred messages. */
    static CostRun start(Course course, Way way, int readers, Relay.Listener observer)
            throws IOException, InterruptedException {
        RunnableLesson lesson = RunnableLesson.of(course, way.lesson());
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            Jvm host = keep(opened, jvm(course, lesson, Host.class));
            Jvm crowd = keep(opened, jvm(course, lesson, Crowd.class));
            String[] address = host.answer(START).split(" ");
            Relay relay = keep(opened, Relay.before(Integer.parseInt(address[1]), observer));
            Relay bare = keep(opened, Relay.before(Integer.parseInt(address[2]), Relay.Listener.none()));
            CostRun trial = new CostRun(way, readers, relay, bare, host, crowd);
            trial.enter(address[0]);
            return trial;
        } catch (IOException | InterruptedException | RuntimeException e) {
            close(opened);
            throw e;
        }
    }

    /** A main class of this package with the lesson's classes, and with the lesson's package as its argument. */
    private static Jvm jvm(Course course, RunnableLesson lesson, Class<?> main) throws IOException {
        List<String> options = List.of("-Xmx256m", "-XX:+UseSerialGC", "-Xshare:auto",
                "-Djava.util.logging.config.file=" + course.root().resolve("logging.properties"));
        return new Jvm(main.getSimpleName() + " of lesson " + lesson.lesson().name(), lesson.command(options,
                List.of(Judge.home(main), Judge.home(Course.class)), main.getName(), List.of(lesson.inPackage())), true,
                course.scratch("cost", main.getSimpleName() + ".err"));
    }

    private static <T extends AutoCloseable> T keep(List<AutoCloseable> opened, T one) {
        opened.add(one);
        return one;
    }

    private void enter(String scheme) throws IOException, InterruptedException {
        int overMillis = Math.max(way.intervalMillis(), 5 * readers);
        crowd.ask("join " + scheme + "://127.0.0.1:" + relay.port() + "/ " + readers + " " + overMillis + " "
                + way.intervalMillis(), START);
        if (way.intervalMillis() == 0) {
            long deadline = System.nanoTime() + START.toNanos();
            while (!host.ask("readers", START).equals(String.valueOf(readers))) {
                if (System.nanoTime() > deadline) {
                    throw new IOException(way.name() + ": not all readers came in within " + START.toSeconds() + " s");
                }
            }
            openBytes = relay.count().up() + relay.count().down();
        }
        talk(Talk.warmUp());
    }

    /** One talk, and what it cost. */
    Measurement measure(Talk talk, String machine) throws IOException, InterruptedException {
        long trip = Long.parseLong(crowd.ask("ping " + bare.port() + " " + PINGS + " " + Talk.text(0).length(), TALK));
        Relay.Count before = relay.count();
        long cpu = Long.parseLong(host.ask("cpu", START));
        long start = System.nanoTime();
        String[] said = talk(talk);
        long millis = (System.nanoTime() - start) / 1_000_000;
        cpu = Long.parseLong(host.ask("cpu", START)) - cpu;
        Relay.Count count = relay.count().since(before);
        long[] memory = Arrays.stream(host.ask("memory", START).split(" ")).mapToLong(Long::parseLong).toArray();
        long[] delays = Arrays.stream(said[4].split(",")).mapToLong(Long::parseLong).sorted().toArray();
        if (!crowd.errors().isEmpty() || !host.errors().isEmpty()) {
            throw new IOException(way.name() + ": not all went well, so this is no measurement:\n" + crowd.errors()
                    + host.errors());
        }
        return new Measurement(LocalDate.now(ZoneOffset.UTC).toString(), machine, way, readers, talk.name(), millis,
                talk.atMillis().size(), count.requests(), count.up(), count.down(), delays[delays.length / 2],
                delays[(int) Math.ceil(delays.length * 0.99) - 1], delays[delays.length - 1], cpu, memory[0],
                memory[1], memory[2], openBytes, Long.parseLong(said[1]), Long.parseLong(said[2]), trip);
    }

    /** The words of what the crowd answers, see {@link Crowd}. */
    String[] talk(Talk talk) throws IOException, InterruptedException {
        String moments = String.join(",", talk.atMillis().stream().map(String::valueOf).toList());
        return crowd.ask("talk " + moments + " " + talk.lastsMillis(), TALK).split(" ");
    }

    @Override
    public void close() throws IOException {
        close(List.of(relay, bare, crowd, host));
    }

    private static void close(List<AutoCloseable> all) throws IOException {
        IOException failure = null;
        for (AutoCloseable one : all) {
            try {
                one.close();
            } catch (Exception e) {
                failure = e instanceof IOException io ? io : new IOException(e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
