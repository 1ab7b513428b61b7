package com.example.handshake.exercise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.example.handshake.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One answer to exercise 5.2. */
public record RequestHead(String method, String target, String version, Map<String, List<String>> fields) {

    public static RequestHead read(InputStream in, int limit) throws IOException {
        List<String> lines = readBytes(in, limit).lines().toList();
        String[] parts = lines.get(0).split(" ", -1);
        if (parts.length != 3 || parts[0].isEmpty() || parts[1].isEmpty() || parts[2].isEmpty()) {
            throw new RefusedException(400, "The request line must be a method, a target and a version.");
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size() - 1)) {     // the last one is the empty line
            int colon = line.indexOf(':');
            if (colon < 1 || !line.substring(0, colon).matches("[^ \t]+")) {
                throw new RefusedException(400, "A header field must be a name, a colon and a value.");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            // strip() would take away other white space, too.
            String value = line.substring(colon + 1).replaceAll("^[ \t]+|[ \t]+$", "");
            fields.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
        }
        return new RequestHead(parts[0], parts[1], parts[2], fields);
    }

    /** The head with its empty line. One byte at a time: who reads more has taken what belongs to the next reader. */
    private static String readBytes(InputStream in, int limit) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        boolean lineIsEmpty = true;
        while (true) {
            int b = next(in, head, limit);
            if (b == '\n') {
                throw new RefusedException(400, "A line must end in CR LF, not in LF alone.");
            }
            if (b != '\r') {
                lineIsEmpty = false;
                continue;
            }
            if (next(in, head, limit) != '\n') {
                throw new RefusedException(400, "A line must end in CR LF, not in CR alone.");
            }
            if (lineIsEmpty) {
                return head.toString(ISO_8859_1);
            }
            lineIsEmpty = true;
        }
    }

    private static int next(InputStream in, ByteArrayOutputStream head, int limit) throws IOException {
        if (head.size() == limit) {
            throw new RefusedException(431, "A head is at most " + limit + " bytes long.");
        }
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the stream ended after " + head.size() + " bytes of a head");
        }
        head.write(b);
        return b;
    }
}
