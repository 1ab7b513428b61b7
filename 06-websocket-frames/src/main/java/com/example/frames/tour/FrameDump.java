package com.example.frames.tour;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.example.frames.protocol.Frame;
import com.example.frames.protocol.FrameDecoder;
import com.example.frames.protocol.WebSocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Frames as lines of hex, with every field named. Where each begins and ends is what {@link FrameDecoder} says. */
final class FrameDump {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final int SHOWN = 8;

    private final List<String> lines = new ArrayList<>();

    private FrameDump() {
    }

    /**
     * Takes whole frames apart.
     *
     * @param fromClient whether they come from a client, and so are masked
     * @throws WebSocketException if there is one among them that no peer would take
     */
    static List<String> of(byte[] frames, boolean fromClient) throws WebSocketException {
        FrameDump dump = new FrameDump();
        FrameDecoder decoder = new FrameDecoder(fromClient, Integer.MAX_VALUE);
        decoder.allow(Frame.RSV1);
        ByteBuffer in = ByteBuffer.wrap(frames.clone());        // the decoder unmasks where the bytes lie
        for (int start = 0; decoder.next(in); start = in.position()) {
            dump.header(frames, start, decoder);
            dump.payload(frames, in.array(), decoder, fromClient);
        }
        return dump.lines;
    }

    private void header(byte[] wire, int start, FrameDecoder frame) {
        int first = wire[start];
        int second = wire[start + 1];
        int length = second & Frame.LENGTH;
        boolean masked = (second & Frame.MASK) != 0;
        int lengthEnd = frame.from() - (masked ? 4 : 0);
        line(wire, start, start + 1, String.format(Locale.ROOT, "FIN %d, RSV %s, opcode %x: %s", frame.fin() ? 1 : 0,
                rsv((first & Frame.RSV) >> 4), frame.opcode(), name(frame)));
        line(wire, start + 1, start + 2, "MASK " + (masked ? 1 : 0) + ", length " + length
                + (length < Frame.LENGTH_16 ? "" : ": it is in the next " + (lengthEnd - start - 2) + " bytes"));
        if (length >= Frame.LENGTH_16) {
            line(wire, start + 2, lengthEnd, "length " + frame.length());
        }
        if (masked) {
            line(wire, lengthEnd, frame.from(), "masking key");
        }
    }

    private void payload(byte[] wire, byte[] unmasked, FrameDecoder frame, boolean masked) {
        int from = frame.from();
        if (from == frame.to()) {
            return;
        }
        if (masked) {
            line(wire, from, frame.to(), "payload, masked");
        }
        if (frame.opcode() == Frame.CLOSE) {
            int code = ByteBuffer.wrap(unmasked, from, 2).getShort() & 0xFFFF;
            line(unmasked, from, from + 2, (masked ? "unmasked: " : "") + "close code " + code);
            from += 2;
        }
        if (from < frame.to()) {
            String what = frame.opcode() == Frame.CLOSE ? "reason" : frame.rsv1() ? "payload, compressed" : "payload";
            line(unmasked, from, frame.to(), (masked ? "unmasked: " : "") + what + text(unmasked, from, frame.to()));
        }
    }

    private void line(byte[] bytes, int from, int to, String meaning) {
        String hex = HEX.formatHex(bytes, from, Math.min(to, from + SHOWN));
        String more = to - from > SHOWN ? " ... (" + (to - from) + " bytes in all)" : "";
        lines.add(String.format(Locale.ROOT, "%-" + (3 * SHOWN) + "s %s", hex, meaning + more));
    }

    private static String rsv(int bits) {
        return "" + (bits >> 2 & 1) + (bits >> 1 & 1) + (bits & 1);
    }

    private static String name(FrameDecoder frame) {
        return switch (frame.opcode()) {
            case Frame.CONTINUATION -> "goes on" + (frame.fin() ? ", and ends" : "");
            case Frame.TEXT -> "text" + (frame.fin() ? "" : ", to be continued");
            case Frame.BINARY -> "binary" + (frame.fin() ? "" : ", to be continued");
            case Frame.CLOSE -> "close";
            case Frame.PING -> "ping";
            default -> "pong";
        };
    }

    /** The bytes as a text, if they are few and a person can read them. */
    private static String text(byte[] bytes, int from, int to) {
        String text = new String(Arrays.copyOfRange(bytes, from, to), ISO_8859_1);
        return text.length() <= 3 * SHOWN && text.matches("[\\x20-\\x7e]+") ? " \"" + text + "\"" : "";
    }
}
