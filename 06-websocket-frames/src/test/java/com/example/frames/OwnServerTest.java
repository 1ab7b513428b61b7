package com.example.frames;

import com.example.frames.exercise.CloseFrame;
import com.example.frames.exercise.ClosingHandshake;
import com.example.frames.exercise.FrameEncoder;
import com.example.frames.exercise.FrameHeader;
import com.example.frames.exercise.Masking;
import com.example.frames.exercise.MessageAssembler;
import com.example.frames.exercise.OwnSockets;
import com.example.frames.exercise.PermessageDeflate;
import com.example.frames.exercise.Utf8Validator;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;
import org.opentest4j.TestAbortedException;

/**
 * Your exercises, served: what holds for the lesson's server holds for yours. It waits until 6.1 to 6.4, 6.6 and 6.7
 * are written; what is not written of 6.5 and 6.8 is left out.
 */
@DisplayName("Your own server")
@EnabledIf(value = "isWritten", disabledReason = "it waits for exercises 6.1 to 6.4, 6.6 and 6.7")
class OwnServerTest {

    @Nested
    class Echo extends EchoContractTest {

        @Override
        ContractServer start(History history) throws IOException {
            return own(history);
        }
    }

    @Nested
    class Opening extends OpeningContractTest {

        @Override
        ContractServer start(History history) throws IOException {
            return own(history);
        }
    }

    @Nested
    class Chat extends RoomContractTest {

        @Override
        ContractServer start(History history) throws IOException {
            return own(history);
        }
    }

    private static ContractServer own(History history) throws IOException {
        Room room = new Room(history);
        return new Own(room, new OwnSockets(0, room, leftOut()));
    }

    private record Own(Room room, OwnSockets sockets) implements ContractServer {

        @Override
        public URI uri() {
            return URI.create("ws://127.0.0.1:" + sockets.port() + "/");
        }

        @Override
        public Message publish(String from, String text) {
            return room.publish(from, text);
        }

        @Override
        public int readers() {
            return room.readers();
        }

        @Override
        public void close() {
            sockets.close();
        }
    }

    /** Whether all that the server needs is written: a stub throws. */
    static boolean isWritten() throws IOException {
        try {
            touch();
            return true;
        } catch (TestAbortedException e) {
            return false;
        }
    }

    private static void touch() throws IOException {
        byte[] nothing = {};
        FrameHeader.decode(ByteBuffer.wrap(nothing));
        Masking.apply(nothing, 0, 0, new byte[4], 0);
        FrameEncoder.server(true, 1, nothing);
        new MessageAssembler(1, 1).accept(true, 1, nothing);
        CloseFrame.decode(nothing);
        new CloseFrame(1000, "").encode();
        new ClosingHandshake(ClosingHandshake.Role.SERVER, Duration.ZERO, System::nanoTime)
                .on(new ClosingHandshake.Event.TimePassed());
    }

    private static Set<String> leftOut() throws IOException {
        Set<String> leftOut = new HashSet<>();
        try {
            new Utf8Validator().accept(new byte[0]);
        } catch (TestAbortedException e) {
            leftOut.add("6.5");
        }
        try (PermessageDeflate deflate = new PermessageDeflate(1)) {
            deflate.decompress(deflate.compress(new byte[0]));
        } catch (TestAbortedException e) {
            leftOut.add("6.8");
        }
        return leftOut;
    }
}
