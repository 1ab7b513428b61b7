package com.example.frames.tour;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.example.frames.protocol.CloseStatus;
import com.example.frames.protocol.Frame;
import com.example.frames.protocol.WebSocketException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;

/** The tour: frames first, without a network, and then the room. */
public final class Tour {

    private static final String LINE = "The quick brown fox jumps over the lazy dog, and the dog does not mind. ";

    private Tour() {
    }

    public static void play() throws Exception {
        say("LESSON 06: WebSocket frames by hand. Both sides speak whenever they want. In which bytes?");
        hello();
        lengths();
        fragments();
        closing();
        refusals();
        compressed();
        RoomTour.play();
        say("");
        say("Next: you need not write this again. Lesson 07 leaves it to Jetty.");
    }

    private static void hello() throws WebSocketException {
        try (SocketlessEcho echo = new SocketlessEcho(false)) {
            heading("1. A masked Hello");
            say("What a client sends is masked. Here with the key of the RFC's example; a real one is random:");
            echo.client().message(true, utf8("Hello"));
            echo.send();
            say("The masking key has four bytes, and is used over and over. One XOR masks, the same one unmasks:");
            byte[] key = ByteBuffer.allocate(4).putInt(SocketlessEcho.KEY).array();
            byte[] text = "Hello".getBytes(UTF_8);
            for (int i = 0; i < text.length; i++) {
                say("  %02x '%c' ^ %02x = %02x", text[i], text[i], key[i % 4], (text[i] ^ key[i % 4]) & 0xff);
            }
            heading("2. The same, not masked");
            say("The server has read it, and sends it back. What a server sends is not masked:");
            echo.answer();
        }
    }

    private static void lengths() throws WebSocketException {
        heading("3. Three ways to write a length");
        say("Seven bits hold a length up to 125. 126 and 127 say that the length follows in more bytes:");
        try (SocketlessEcho echo = new SocketlessEcho(false)) {
            for (int length : new int[] {125, 126, 65_536}) {
                echo.client().message(true, utf8("x".repeat(length)));
                echo.sendUnseen(SocketlessEcho.bytes(echo.client()));
                echo.answer();
            }
        }
        say("Only the shortest form is allowed. After 127 come eight bytes, enough for 9 million terabytes.");
    }

    private static void fragments() throws WebSocketException {
        heading("4. A message in fragments, and a ping between them");
        try (SocketlessEcho echo = new SocketlessEcho(false)) {
            say("A message that begins before its end is known. The first frame has the opcode, the last one has FIN:");
            echo.send(SocketlessEcho.fragment(Frame.TEXT, "Hel"));
            say("A control frame may come in between, and is answered at once:");
            echo.client().control(Frame.PING, utf8("?"));
            echo.send();
            echo.answer();
            say("Now the rest. The answer is one frame: fragments are not messages, and no program may rely on them.");
            echo.send(SocketlessEcho.fragment(Frame.FIN | Frame.CONTINUATION, "lo"));
            echo.answer();
        }
    }

    private static void closing() throws WebSocketException {
        heading("5. Close, with a code and a reason");
        try (SocketlessEcho echo = new SocketlessEcho(false)) {
            echo.client().close(new CloseStatus(CloseStatus.NORMAL, "bye"));
            echo.send();
            say("The server answers with the same code. It is the last frame of each side:");
            echo.answer();
            echo.sendUnseen(SocketlessEcho.fragment(Frame.FIN | Frame.TEXT, "are you still there?"));
            say("What we say after it is not heard: %d bytes come back.", echo.answered());
        }
    }

    private static void refusals() throws WebSocketException {
        heading("6. What is refused, and with which words");
        refuse("81 05 48 65 6c 6c 6f");
        refuse("81 fe 00 05 37 fa 21 3d");
        refuse("c1 85 37 fa 21 3d");
        refuse("80 82 37 fa 21 3d");
        refuse("09 80 37 fa 21 3d");
        refuse("89 fe 00 7e 37 fa 21 3d");
        refuse("83 80 37 fa 21 3d");
        refuse("81 82 00 00 00 00 c3 28");
        refuse("82 ff 00 00 01 00 00 00 00 00 37 fa 21 3d");
        refuse("88 82 00 00 00 00 03 ed");
        say("The server did not wait for the rest: a header was enough, or the first wrong byte.");
    }

    private static void refuse(String wrong) throws WebSocketException {
        try (SocketlessEcho echo = new SocketlessEcho(false)) {
            echo.sendUnseen(HexFormat.ofDelimiter(" ").parseHex(wrong));
            CloseStatus close = echo.closeStatus();
            say("  > " + wrong);
            say("  < close %d: %s", close.code(), close.reason());
        }
    }

    private static void compressed() throws WebSocketException {
        heading("7. Compressed");
        try (SocketlessEcho echo = new SocketlessEcho(true)) {
            say("With permessage-deflate, RSV1 marks a message that is compressed:");
            echo.client().message(true, utf8("Hello"));
            echo.send();
            say("Two bytes more than the text: compression does not pay for short ones. But the same text again:");
            echo.client().message(true, utf8("Hello"));
            echo.send();
            say("It refers to the first one: the window goes from message to message. A longer text, three times:");
            for (int i = 1; i <= 3; i++) {
                echo.client().message(true, utf8(i + ": " + LINE));
                int bytes = SocketlessEcho.bytes(echo.client()).length;
                say("  %d characters, a frame of %d bytes", LINE.length() + 3, bytes);
            }
        }
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    static void heading(String title) {
        System.out.println();
        System.out.println("== " + title);
    }

    static void say(String sentence, Object... args) {
        System.out.println(args.length == 0 ? sentence : String.format(Locale.ROOT, sentence, args));
    }
}
