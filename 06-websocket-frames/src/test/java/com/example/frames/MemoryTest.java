package com.example.frames;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.frames.deflate.DeflateOffer;
import com.example.frames.deflate.PermessageDeflate;
import com.example.frames.protocol.BufferPool;
import com.example.frames.protocol.CloseStatus;
import com.example.frames.protocol.Frame;
import com.example.frames.protocol.FrameDecoder;
import com.example.frames.protocol.Limits;
import com.example.frames.protocol.MessageAssembler;
import com.example.frames.protocol.Outbox;
import com.example.frames.protocol.WebSocketException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("What the core borrows it gives back")
class MemoryTest {

    private static final String TWO_FRAGMENTS = "01 01 61  80 01 62";
    private static final DeflateOffer PLAIN = new DeflateOffer(false, false, -1, -1);

    private final BufferPool pool = new BufferPool();
    private final FrameDecoder decoder = new FrameDecoder(false, 1000);
    private final MessageAssembler assembler = new MessageAssembler(new Limits(1000, 10), pool);

    @Test
    void a_gathered_message_lends_its_buffer_until_it_is_released() throws Exception {
        assertTrue(add(TWO_FRAGMENTS));
        ByteBuffer message = assembler.message();
        ByteBuffer text = message.duplicate().limit(assembler.to()).position(assembler.from());
        assertEquals("ab", UTF_8.decode(text).toString());
        assertNotSame(message, pool.take(1));
        assembler.release();
        assertSame(message, pool.take(1));
    }

    @Test
    void a_message_that_grows_gives_the_smaller_buffer_back() throws Exception {
        ByteBuffer small = pool.take(1);
        pool.give(small);
        FrameDecoder frames = new FrameDecoder(false, 3000);
        MessageAssembler large = new MessageAssembler(new Limits(10_000, 10), pool);
        ByteBuffer in = ByteBuffer.allocate(2 * 3004);
        in.put(Core.bytes("02 7e 0bb8")).put(new byte[3000]).put(Core.bytes("00 7e 0bb8")).put(new byte[3000]).flip();
        while (frames.next(in)) {
            assertFalse(large.add(frames, in));
        }
        assertSame(small, pool.take(1), "the first 3,000 bytes were in it");
    }

    @Test
    void half_a_message_that_is_discarded_gives_its_buffer_back() throws Exception {
        ByteBuffer only = pool.take(1);
        pool.give(only);
        assertFalse(add("01 01 61"));
        assembler.release();
        assertNotSame(only, pool.take(1), "the message is not complete");
        assembler.discard();
        assertSame(only, pool.take(1));
    }

    @Test
    void an_outbox_that_is_cleared_gives_back_what_waits_and_takes_no_more() {
        ByteBuffer only = pool.take(1);
        pool.give(only);
        Outbox outbox = new Outbox(pool, null);
        outbox.open(null);
        assertTrue(outbox.control(Frame.PING, ByteBuffer.allocate(0)));
        assertEquals(2, outbox.pending());
        assertNotSame(only, pool.take(1));
        outbox.clear();
        assertEquals(0, outbox.pending());
        assertSame(only, pool.take(1));
        assertFalse(outbox.close(new CloseStatus(1000, "")), "it is too late for a Close");
    }

    @Test
    void a_connection_that_is_disposed_of_gives_back_what_it_had_borrowed() {
        Core core = Core.server();
        ByteBuffer one = core.pool.take(1);
        ByteBuffer two = core.pool.take(1);
        core.pool.give(one);
        core.pool.give(two);
        core.in("01 81 00000000 61");                               // the first half of a message
        assertTrue(core.connection.ping(ByteBuffer.allocate(0)));   // and something to be written
        core.connection.dispose();
        ByteBuffer first = core.pool.take(1);
        ByteBuffer second = core.pool.take(1);
        assertTrue(first == one && second == two || first == two && second == one, "both are there again");
    }

    @Test
    void one_large_message_does_not_leave_a_large_buffer_behind() {
        PermessageDeflate deflate = new PermessageDeflate(PLAIN, true);
        byte[] large = new byte[1 << 20];
        new Random(7692).nextBytes(large);
        assertTrue(deflate.compress(ByteBuffer.wrap(large)).capacity() > 1 << 20);
        ByteBuffer small = deflate.compress(ByteBuffer.wrap(new byte[100]));
        assertTrue(small.capacity() <= 256 << 10, small.capacity() + " bytes are kept");
        ByteBuffer next = deflate.compress(ByteBuffer.wrap(new byte[100]));
        assertSame(small.array(), next.array(), "a small one is used again");
        deflate.close();
    }

    @Test
    void what_lies_outside_the_heap_is_freed_and_cannot_be_used_any_more() throws Exception {
        new PermessageDeflate(PLAIN, true).close();
        PermessageDeflate deflate = new PermessageDeflate(PLAIN, true);
        assembler.inflateWith(deflate);
        decoder.allow(Frame.RSV1);
        assertTrue(add("c1 07 f2 48 cd c9 c9 07 00"));
        deflate.compress(ByteBuffer.wrap(new byte[100]));
        deflate.close();
        closed(() -> deflate.compress(ByteBuffer.wrap(new byte[100])));
        closed(() -> add("c1 07 f2 48 cd c9 c9 07 00"));
    }

    /** What the JDK's Deflater and Inflater throw once they have ended, up to Java 24 and since. */
    private static void closed(Executable use) {
        RuntimeException e = assertThrows(RuntimeException.class, use);
        assertTrue(e instanceof NullPointerException || e instanceof IllegalStateException, e::toString);
        assertTrue(e.getMessage().contains("closed"), e::toString);
    }

    private boolean add(String hex) throws WebSocketException {
        ByteBuffer in = ByteBuffer.wrap(Core.bytes(hex));
        boolean complete = false;
        while (decoder.next(in)) {
            complete = assembler.add(decoder, in);
        }
        return complete;
    }
}
