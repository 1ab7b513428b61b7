package com.example.frames.dump;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.frames.dump.Field.Part;
import com.example.frames.protocol.Frame;
import com.example.frames.protocol.FrameDecoder;
import com.example.frames.protocol.WebSocketException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Takes frames apart, and names every field. Where each begins and ends is what {@link FrameDecoder} says: it is the
 * one that the connection has, too. Of a payload only the beginning is kept, however long it is.
 *
 * <p>Not safe for use by several threads.
 */
public final class FrameDump {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private final boolean masked;
    private final int shown;
    private final Consumer<List<Field>> frames;
    private final FrameDecoder decoder;
    private final ByteArrayOutputStream header = new ByteArrayOutputStream();
    private final ByteArrayOutputStream onWire = new ByteArrayOutputStream();
    private final ByteArrayOutputStream payload = new ByteArrayOutputStream();

    /**
     * @param fromClient whether the frames come from a client, and so are masked
     * @param shown how many bytes of a field are written out; a text is, if it has no more than three times as many
     * @param frames what gets the fields of each frame when it is complete
     */
    public FrameDump(boolean fromClient, int shown, Consumer<List<Field>> frames) {
        masked = fromClient;
        this.shown = shown;
        this.frames = frames;
        decoder = new FrameDecoder(fromClient, Long.MAX_VALUE);
        decoder.allow(Frame.RSV1);
    }

    /**
     * Takes in the next bytes, cut anywhere.
     *
     * @param bytes are left as they are
     * @throws WebSocketException if no peer would take them: {@link #unfinished} has what is before the fault
     */
    public void add(ByteBuffer bytes) throws WebSocketException {
        byte[] raw = new byte[bytes.remaining()];
        bytes.get(bytes.position(), raw);
        ByteBuffer in = ByteBuffer.wrap(raw.clone());           // the decoder unmasks where the bytes lie
        int start = 0;
        try {
            while (decoder.next(in)) {
                if (decoder.first()) {
                    header.write(raw, start, decoder.from() - start);
                }
                keep(onWire, raw);
                keep(payload, in.array());
                start = decoder.to();
                if (decoder.last()) {
                    List<Field> fields = unfinished();
                    header.reset();
                    onWire.reset();
                    payload.reset();
                    frames.accept(fields);
                }
            }
        } finally {
            header.write(raw, start, in.position() - start);    // the beginning of a header
        }
    }

    private void keep(ByteArrayOutputStream kept, byte[] bytes) {
        int part = decoder.to() - decoder.from();
        kept.write(bytes, decoder.from(), Math.min(part, 3 * shown + 1 - kept.size()));
    }

    /** The fields of the frame that has begun, as far as they have come; empty between two frames. */
    public List<Field> unfinished() {
        List<Field> fields = new ArrayList<>();
        byte[] head = header.toByteArray();
        if (head.length > 0) {
            fields.add(field(Part.FIRST, head, 0, 1, String.format(Locale.ROOT, "FIN %d, RSV %s, opcode %x: %s",
                    decoder.fin() ? 1 : 0, rsv((head[0] & Frame.RSV) >> 4), decoder.opcode(), name())));
        }
        if (head.length > 1) {
            length(fields, head);
        }
        if (payload.size() > 0) {
            payload(fields);
        }
        return fields;
    }

    private void length(List<Field> fields, byte[] head) {
        int length = head[1] & Frame.LENGTH;
        int end = length < Frame.LENGTH_16 ? 2 : length == Frame.LENGTH_16 ? 4 : 10;
        boolean mask = (head[1] & Frame.MASK) != 0;
        fields.add(field(Part.SECOND, head, 1, 2, "MASK " + (mask ? 1 : 0) + ", length " + length
                + (end == 2 ? "" : ": it is in the next " + (end - 2) + " bytes")));
        if (end > 2 && head.length >= end) {
            fields.add(field(Part.LENGTH, head, 2, end, "length " + decoder.length()));
        }
        if (mask && head.length >= end + 4) {
            fields.add(field(Part.KEY, head, end, end + 4, "masking key"));
        }
    }

    private void payload(List<Field> fields) {
        byte[] bytes = payload.toByteArray();
        Part part = masked ? Part.UNMASKED : Part.PAYLOAD;
        String prefix = masked ? "unmasked: " : "";
        if (masked) {
            fields.add(field(Part.PAYLOAD, onWire.toByteArray(), 0, onWire.size(), "payload, masked"));
        }
        int from = 0;
        if (decoder.opcode() == Frame.CLOSE && bytes.length > 1) {
            int code = ByteBuffer.wrap(bytes).getShort() & 0xFFFF;
            fields.add(field(part, bytes, 0, 2, prefix + "close code " + code));
            from = 2;
        }
        if (from < bytes.length) {
            String data = decoder.rsv1() ? "payload, compressed" : "payload";
            String what = decoder.opcode() == Frame.CLOSE ? "reason" : data;
            fields.add(field(part, bytes, from, bytes.length, prefix + what + text(bytes, from)));
        }
    }

    /** @param to the index after its last byte, of those that are kept; the end of a payload may be further on */
    private Field field(Part part, byte[] bytes, int from, int to, String meaning) {
        boolean whole = part.compareTo(Part.PAYLOAD) < 0 || to < bytes.length;
        long size = whole ? to - from : decoder.length() - from;
        String more = size > shown ? " ... (" + size + " bytes in all)" : "";
        return new Field(part, HEX.formatHex(bytes, from, Math.min(to, from + shown)), meaning + more);
    }

    private static String rsv(int bits) {
        return "" + (bits >> 2 & 1) + (bits >> 1 & 1) + (bits & 1);
    }

    private String name() {
        return switch (decoder.opcode()) {
            case Frame.CONTINUATION -> "goes on" + (decoder.fin() ? ", and ends" : "");
            case Frame.TEXT -> "text" + (decoder.fin() ? "" : ", to be continued");
            case Frame.BINARY -> "binary" + (decoder.fin() ? "" : ", to be continued");
            case Frame.CLOSE -> "close";
            case Frame.PING -> "ping";
            case Frame.PONG -> "pong";
            default -> "reserved";
        };
    }

    /** The bytes as a text, if it is a short one. What a person cannot see is written as an escape. */
    private String text(byte[] bytes, int from) {
        if (bytes.length - from > 3 * shown || decoder.rsv1()) {
            return "";
        }
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
