package com.example.undertow.dump;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.undertow.dump.Field.Part;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Takes frames apart, and names every field (RFC 6455, section 5.2). It is written by hand, since the server's own API
 * shows no bytes, and it judges nothing: that is the server's work. Of a payload only the beginning is kept, however
 * long it is. The same file is in lessons 07 and 08.
 *
 * <p>Not safe for use by several threads.
 */
final class FrameDump {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    /** The most of a payload that is kept, in bytes; a text is written out if it is no longer. */
    private static final int KEPT = 3 * Report.SHOWN;

    private final Sink frames;
    private final ByteArrayOutputStream header = new ByteArrayOutputStream();
    private final ByteArrayOutputStream onWire = new ByteArrayOutputStream();
    private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
    /** How long the header of the frame is, as far as is known, and its payload; how much of that has come. */
    private int headerLength = 2;
    private long length;
    private long come;

    /** What gets the frames. */
    interface Sink {

        /** @param payload the beginning of it, without its mask */
        void frame(List<Field> fields, byte[] payload);
    }

    FrameDump(Sink frames) {
        this.frames = frames;
    }

    /** Takes in the next bytes, cut anywhere; they are left as they are. */
    void add(ByteBuffer bytes) {
        int at = bytes.position();
        while (at < bytes.limit()) {
            if (header.size() < headerLength) {
                headerByte(bytes.get(at++));
            } else {
                int part = (int) Math.min(length - come, bytes.limit() - at);
                keep(bytes, at, part);
                come += part;
                at += part;
            }
            if (header.size() == headerLength && come == length) {
                List<Field> fields = unfinished();
                byte[] whole = payload.toByteArray();
                header.reset();
                onWire.reset();
                payload.reset();
                headerLength = 2;
                come = 0;
                frames.frame(fields, whole);
            }
        }
    }

    private void headerByte(byte next) {
        header.write(next);
        byte[] head = header.toByteArray();
        if (head.length == 2) {
            headerLength = lengthEnd(head) + (isMasked(head) ? 4 : 0);
        }
        if (head.length == headerLength) {
            ByteBuffer in = ByteBuffer.wrap(head);
            int end = lengthEnd(head);
            long said = end == 2 ? head[1] & 0x7F : end == 4 ? in.getShort(2) & 0xFFFF : in.getLong(2);
            length = said < 0 ? Long.MAX_VALUE : said;          // the top bit must be 0: the server says so
        }
    }

    private static int lengthEnd(byte[] head) {
        int length = head[1] & 0x7F;
        return length < 126 ? 2 : length == 126 ? 4 : 10;
    }

    private static boolean isMasked(byte[] head) {
        return (head[1] & 0x80) != 0;
    }

    private void keep(ByteBuffer bytes, int from, int part) {
        byte[] head = header.toByteArray();
        for (int i = from; i < from + part && payload.size() <= KEPT; i++) {
            int key = isMasked(head) ? head[headerLength - 4 + payload.size() % 4] : 0;
            onWire.write(bytes.get(i));
            payload.write(bytes.get(i) ^ key);
        }
    }

    /** The fields of the frame that has begun, as far as they have come; empty between two frames. */
    List<Field> unfinished() {
        List<Field> fields = new ArrayList<>();
        byte[] head = header.toByteArray();
        if (head.length > 0) {
            int first = head[0];
            fields.add(field(Part.FIRST, head, 0, 1, String.format(Locale.ROOT, "FIN %d, RSV %d%d%d, opcode %x: %s",
                    first >> 7 & 1, first >> 6 & 1, first >> 5 & 1, first >> 4 & 1, first & 15, name(first))));
        }
        if (head.length > 1) {
            int end = lengthEnd(head);
            fields.add(field(Part.SECOND, head, 1, 2, "MASK " + (isMasked(head) ? 1 : 0) + ", length "
                    + (head[1] & 0x7F) + (end == 2 ? "" : ": it is in the next " + (end - 2) + " bytes")));
            if (end > 2 && head.length >= end) {
                long said = end == 4 ? ByteBuffer.wrap(head).getShort(2) & 0xFFFF : ByteBuffer.wrap(head).getLong(2);
                fields.add(field(Part.LENGTH, head, 2, end, "length " + said));
            }
            if (isMasked(head) && head.length == headerLength) {
                fields.add(field(Part.KEY, head, end, end + 4, "masking key"));
            }
        }
        if (payload.size() > 0) {
            payload(fields, head);
        }
        return fields;
    }

    private void payload(List<Field> fields, byte[] head) {
        byte[] bytes = payload.toByteArray();
        Part part = isMasked(head) ? Part.UNMASKED : Part.PAYLOAD;
        String prefix = isMasked(head) ? "unmasked: " : "";
        if (isMasked(head)) {
            fields.add(field(Part.PAYLOAD, onWire.toByteArray(), 0, onWire.size(), "payload, masked"));
        }
        boolean close = (head[0] & 15) == 8;
        int from = 0;
        if (close && bytes.length > 1) {
            int code = ByteBuffer.wrap(bytes).getShort() & 0xFFFF;
            fields.add(field(part, bytes, 0, 2, prefix + "close code " + code));
            from = 2;
        }
        if (from < bytes.length) {
            boolean compressed = (head[0] & 0x40) != 0;
            String what = close ? "reason" : compressed ? "payload, compressed" : "payload";
            String text = bytes.length > KEPT || compressed ? "" : text(bytes, from);
            fields.add(field(part, bytes, from, bytes.length, prefix + what + text));
        }
    }

    /** @param to the index after its last byte, of those that are kept; the end of a payload may be further on */
    private Field field(Part part, byte[] bytes, int from, int to, String meaning) {
        boolean whole = part.compareTo(Part.PAYLOAD) < 0 || to < bytes.length;
        long size = whole ? to - from : length - from;
        String more = size > Report.SHOWN ? " ... (" + size + " bytes in all)" : "";
        return new Field(part, HEX.formatHex(bytes, from, Math.min(to, from + Report.SHOWN)), meaning + more);
    }

    private static String name(int first) {
        boolean fin = (first & 0x80) != 0;
        return switch (first & 15) {
            case 0 -> "goes on" + (fin ? ", and ends" : "");
            case 1 -> "text" + (fin ? "" : ", to be continued");
            case 2 -> "binary" + (fin ? "" : ", to be continued");
            case 8 -> "close";
            case 9 -> "ping";
            case 10 -> "pong";
            default -> "reserved";
        };
    }

    /** The bytes as a text, if they are one. What a person cannot see is written as an escape. */
    private static String text(byte[] bytes, int from) {
        try {
            StringBuilder text = new StringBuilder(" \"");
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, bytes.length - from)).codePoints().forEach(c -> {
                switch (Character.getType(c)) {
                    case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                            Character.PRIVATE_USE, Character.UNASSIGNED ->
                            text.append(c == '\t' ? "\\t" : String.format(Locale.ROOT, "\\u%04x", c));
                    default -> text.appendCodePoint(c);
                }
            });
            return text.append('"').toString();
        } catch (CharacterCodingException notText) {
            return "";
        }
    }
}
