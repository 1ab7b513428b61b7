package com.example.tools.cost;

import com.example.tools.course.Course;
import com.example.tools.measure.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What passed on the wire while the same few messages were said in four rooms, one after the other, each with one
 * reader: a real run, for the moving time line to show.
 *
 * @param scenes one for each room
 */
public record Film(List<Scene> scenes) {

    public static final int MILLIS = 8_000;

    private static final String FILE = "docs/cost/timeline.csv";
    private static final String COLUMNS = "lesson,what,from_us,to_us";
    private static final Talk TALK = new Talk("film", MILLIS, List.of(820, 2_310, 2_620, 4_170, 5_930, 6_760));
    private static final List<Way> WAYS = Way.ALL.stream()
            .filter(way -> way.lesson() <= 6 && (way.lesson() > 2 || way.intervalMillis() == 500)).toList();

    /** A room's part of it. */
    public record Scene(Way way, List<Span> spans) {

        public List<Span> of(String what) {
            return spans.stream().filter(span -> span.what().equals(what)).toList();
        }
    }

    /**
     * Something that lasted.
     *
     * @param what       "get", "post": a request with its answer; "up", "down": bytes on a connection that stays;
     *                   "message": from saying to hearing; "bytes": no time, but how many passed both ways
     * @param fromMicros since the talk began
     * @param toMicros   likewise; {@link Long#MAX_VALUE} if it had not ended when the film did
     */
    public record Span(String what, long fromMicros, long toMicros) { }

    /** Some bytes at the relay. */
    private record Seen(long nanos, int connection, boolean up, int length, boolean request, boolean post) { }

    /** Plays and records. */
    static Film record(Course course) throws IOException, InterruptedException {
        List<Scene> scenes = new ArrayList<>();
        for (Way way : WAYS) {
            System.err.println("[" + (scenes.size() + 1) + " of " + WAYS.size() + "] " + way.name());
            List<Seen> seen = new ArrayList<>();
            Relay.Listener camera = (connection, up, bytes, length, requests) -> {
                synchronized (seen) {
                    seen.add(new Seen(System.nanoTime(), connection, up, length, requests > 0, bytes[0] == 'P'));
                }
            };
            try (CostRun trial = CostRun.start(course, way, 1, camera)) {
                String[] said = trial.talk(TALK);
                // The reader's clock is another process's; the time of day is what both have in common.
                long zero = System.nanoTime() / 1_000 - ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())
                        + Long.parseLong(said[5]);
                synchronized (seen) {
                    scenes.add(develop(way, List.copyOf(seen), zero, numbers(said[3]), numbers(said[4])));
                }
            }
        }
        return new Film(scenes);
    }

    private static long[] numbers(String list) {
        return Arrays.stream(list.split(",")).mapToLong(Long::parseLong).toArray();
    }

    private static Scene develop(Way way, List<Seen> seen, long zeroMicros, long[] sentAt, long[] delays) {
        List<Span> spans = new ArrayList<>();
        Map<Integer, Span> open = new TreeMap<>();
        long bytes = 0;
        for (Seen one : seen) {
            long at = one.nanos() / 1_000 - zeroMicros;
            boolean inTime = at >= 0 && at < MILLIS * 1_000L;
            bytes += inTime ? one.length() : 0;
            Span request = open.get(one.connection());
            boolean stays = way.lesson() >= 4 && request != null && request.what().equals("get");
            if (one.request()) {
                if (request != null) {
                    spans.add(request);
                }
                open.put(one.connection(), new Span(one.post() ? "post" : "get", at, Long.MAX_VALUE));
            } else if (stays && inTime) {
                spans.add(new Span(one.up() ? "up" : "down", at, at));
            } else if (!stays && !one.up() && request != null) {
                open.put(one.connection(), new Span(request.what(), request.fromMicros(), at));
            }
        }
        spans.addAll(open.values());
        spans.removeIf(span -> span.toMicros() < 0 || span.fromMicros() >= MILLIS * 1_000L);
        for (int i = 0; i < sentAt.length; i++) {
            spans.add(new Span("message", sentAt[i], sentAt[i] + delays[i]));
        }
        spans.add(new Span("bytes", bytes, bytes));
        return new Scene(way, spans);
    }

    public static Film read(Course course) throws IOException {
        Path file = course.root().resolve(FILE);
        Map<Integer, List<Span>> spans = new TreeMap<>();
        for (List<String> row : Csv.read(file, COLUMNS).rows()) {
            spans.computeIfAbsent(Integer.parseInt(row.get(0)), lesson -> new ArrayList<>())
                    .add(new Span(row.get(1), Long.parseLong(row.get(2)),
                            row.get(3).equals("open") ? Long.MAX_VALUE : Long.parseLong(row.get(3))));
        }
        return new Film(WAYS.stream().filter(way -> spans.containsKey(way.lesson()))
                .map(way -> new Scene(way, spans.get(way.lesson()))).toList());
    }

    void write(Course course) throws IOException {
        new Csv(List.of(), scenes.stream().flatMap(scene -> scene.spans().stream().map(span -> List.of(
                String.valueOf(scene.way().lesson()), span.what(), String.valueOf(span.fromMicros()),
                span.toMicros() == Long.MAX_VALUE ? "open" : String.valueOf(span.toMicros())))).toList())
                .write(course.root().resolve(FILE), COLUMNS);
    }
}
