package com.example.tools.cost;

import com.example.tools.draw.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What one talk cost in one room: a line of the CSV file. Bytes are those that TCP carried, times are microseconds.
 *
 * @param date       of the run
 * @param machine    its class
 * @param way        how the news travelled
 * @param readers    how many heard every message; one of them says it
 * @param talk       quiet, chatty or bursty
 * @param millis     how long it lasted; requests and bytes are those of this time
 * @param messages   how many were said
 * @param requests   how many requests the readers made, those that said something included
 * @param bytesUp    from the readers to the server
 * @param bytesDown  from the server to the readers
 * @param medianMicros from sending a message to a reader's hearing it
 * @param p99Micros  99 of 100 were not later
 * @param worstMicros none was later
 * @param cpuMicros  processor time of the server
 * @param heapKib    heap in use at the server after a collection, with all readers there
 * @param residentKib what the server's process had in memory
 * @param threads    of the server
 * @param openBytes  what it took to let the readers in, both ways; 0 for polling, where no reader comes in
 * @param textBytes  of the texts that were said
 * @param lineBytes  of the lines that were heard, id TAB from TAB text, without their ends
 * @param tripMicros the median round trip of a message on a bare TCP connection through the same relay
 */
public record Measurement(String date, String machine, Way way, int readers, String talk, long millis, int messages,
                   long requests, long bytesUp, long bytesDown, long medianMicros, long p99Micros, long worstMicros,
                   long cpuMicros, long heapKib, long residentKib, long threads, long openBytes, long textBytes,
                   long lineBytes, long tripMicros) {

    /** The columns of the file. */
    static final String COLUMNS = "date,machine,lesson,way,interval_ms,readers,talk,duration_ms,messages,requests,"
            + "bytes_up,bytes_down,delay_median_us,delay_p99_us,delay_worst_us,server_cpu_us,server_heap_kib,"
            + "server_resident_kib,server_threads,open_bytes,text_bytes,line_bytes,round_trip_us";

    /** What a frame's header takes at the least: two bytes, and for what a client sends four more, its masking key. */
    private static final int HEADER_DOWN = 2;
    private static final int HEADER_UP = 6;

    /** The cells of its row in the CSV file. */
    List<String> row() {
        List<Object> values = List.of(date, machine, way.lesson(), way.name().replace(",", " every"),
                way.intervalMillis(), readers, talk, millis, messages, requests, bytesUp, bytesDown, medianMicros,
                p99Micros, worstMicros, cpuMicros, heapKib, residentKib, threads, openBytes, textBytes, lineBytes,
                tripMicros);
        return values.stream().map(String::valueOf).toList();
    }

    static Measurement parse(List<String> row) {
        String[] v = row.toArray(String[]::new);
        Way way = new Way(Integer.parseInt(v[2]), v[3].replace(" every", ","), Integer.parseInt(v[4]));
        long[] n = Arrays.stream(v, 7, v.length).mapToLong(Long::parseLong).toArray();
        return new Measurement(v[0], v[1], way, Integer.parseInt(v[5]), v[6], n[0], (int) n[1], n[2], n[3], n[4], n[5],
                n[6], n[7], n[8], n[9], n[10], n[11], n[12], n[13], n[14], n[15]);
    }

    /** Every message to every reader. */
    long deliveries() {
        return (long) messages * readers;
    }

    double requestsPerDelivery() {
        return (double) requests / deliveries();
    }

    public double bytesPerDelivery() {
        return (double) (bytesUp + bytesDown) / deliveries();
    }

    public double cpuPerDelivery() {
        return (double) cpuMicros / deliveries();
    }

    /** The least that the protocol allows: each text once up in a frame, each line down in a frame to each reader. */
    public double leastBytesPerDelivery() {
        return (double) (textBytes + (long) HEADER_UP * messages + lineBytes + HEADER_DOWN * deliveries())
                / deliveries();
    }

    /** Two measurements of the same thing: the later one takes the place of the earlier. */
    boolean sameCase(Measurement other) {
        return way.equals(other.way) && readers == other.readers && talk.equals(other.talk);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%-22s %4d readers %-7s %8.2f %8.0f %9s %9s %9s %8.0f %6.1f %4d",
                way.name(), readers, talk, requestsPerDelivery(), bytesPerDelivery(), Numbers.millis(medianMicros),
                Numbers.millis(p99Micros), Numbers.millis(worstMicros), cpuPerDelivery(), heapKib / 1024.0, threads);
    }

    /** What is above such lines. */
    static String heads() {
        return String.format(Locale.ROOT, "%-22s %4s         %-7s %8s %8s %9s %9s %9s %8s %6s %4s", "way", "",
                "talk", "requests", "bytes", "median", "99 %", "worst", "CPU us", "MiB", "thr.");
    }
}
