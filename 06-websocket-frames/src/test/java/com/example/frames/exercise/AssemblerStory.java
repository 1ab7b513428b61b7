package com.example.frames.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.frames.exercise.MessageAssembler.Failure;
import com.example.frames.exercise.MessageAssembler.Message;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.Optional;

/** A story about the frames that an assembler gets, and the messages that it makes of them. */
final class AssemblerStory {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final boolean MORE = false;
    static final boolean FIN = true;

    private final Story story;
    private final MessageAssembler assembler;

    private AssemblerStory(Story story, MessageAssembler assembler) {
        this.story = story;
        this.assembler = assembler;
    }

    /** A new assembler, and the rule that is told when it breaks it. */
    static AssemblerStory begin(String rule, int maxBytes, int maxFragments) {
        Story story = Story.of(rule);
        String what = "new MessageAssembler(" + maxBytes + " bytes, " + maxFragments + " fragments)";
        MessageAssembler assembler = story.call(what, () -> new MessageAssembler(maxBytes, maxFragments));
        return new AssemblerStory(story, assembler);
    }

    /** A frame comes that completes nothing. */
    void goesOn(boolean fin, int opcode, byte[] payload) {
        Optional<Message> message = accept(fin, opcode, payload);
        story.that(message != null && message.isEmpty(), "no message: this one goes on", told(message));
    }

    /** A frame comes that is a message of its own. */
    void comes(boolean fin, int opcode, byte[] payload, int expectedOpcode) {
        comes(fin, opcode, payload, expectedOpcode, payload);
    }

    /** A frame comes that completes a message. */
    void comes(boolean fin, int opcode, byte[] payload, int expectedOpcode, byte[] expected) {
        Optional<Message> message = accept(fin, opcode, payload);
        story.that(message != null && message.isPresent(), "a " + name(expectedOpcode) + ": " + Story.hex(expected),
                told(message));
        story.same("what the message is", name(expectedOpcode), name(message.get().opcode()));
        story.bytes("its payload", expected, message.get().payload());
    }

    private Optional<Message> accept(boolean fin, int opcode, byte[] payload) {
        return story.call(frame(fin, opcode, payload), () -> assembler.accept(fin, opcode, payload.clone()));
    }

    /** A frame comes that must be refused. */
    void fails(int code, boolean fin, int opcode, byte[] payload) {
        Failure failure = story.refused(frame(fin, opcode, payload), Failure.class,
                () -> assembler.accept(fin, opcode, payload.clone()));
        story.same("the close code", code, failure.code());
    }

    /** A large frame comes that must be refused; what is made of it on the way would be seen in the memory used. */
    void failsWithoutACopy(int code, int opcode, byte[] payload) {
        long[] allocated = {0};
        String what = "accept(" + name(opcode) + ", " + (payload.length >> 20) + " MiB)";
        Failure failure = story.refused(what, Failure.class, () -> {
            long before = allocatedBytes();
            try {
                assembler.accept(MORE, opcode, payload);
            } finally {
                allocated[0] = allocatedBytes() - before;
            }
        });
        story.same("the close code", code, failure.code());
        story.that(allocated[0] < 1 << 20, "less than 1 MiB of memory used on the way",
                String.format("%.1f MiB", allocated[0] / (double) (1 << 20)));
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** Byte by byte: a strict assembler may see what is wrong before the end. */
    void failsAtTheLatest(int code, byte[] text) {
        story.step("byte by byte, each in a frame of its own: %s", Story.hex(text));
        Failure failure = story.refused("an empty continuation with FIN ends it", Failure.class, () -> {
            for (int i = 0; i < text.length; i++) {
                assembler.accept(MORE, i == 0 ? TEXT : CONTINUATION, new byte[] {text[i]});
            }
            assembler.accept(FIN, CONTINUATION, new byte[0]);
        });
        story.same("the close code", code, failure.code());
    }

    private static String frame(boolean fin, int opcode, byte[] payload) {
        return String.format("accept(%s%s, %s)", name(opcode), fin ? " with FIN" : "", Story.hex(payload));
    }

    private static String told(Optional<Message> message) {
        return message == null ? "null" : message.map(it -> "a " + name(it.opcode()) + ": " + Story.hex(it.payload()))
                .orElse("no message");
    }

    private static String name(int opcode) {
        return switch (opcode) {
            case CONTINUATION -> "continuation";
            case TEXT -> "text";
            case BINARY -> "binary";
            case CLOSE -> "close";
            case PING -> "ping";
            case PONG -> "pong";
            default -> "opcode " + opcode;
        };
    }

    static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
