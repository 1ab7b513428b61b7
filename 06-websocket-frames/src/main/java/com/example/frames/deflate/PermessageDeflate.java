package com.example.frames.deflate;

import static com.example.frames.protocol.WebSocketException.invalidData;

import com.example.frames.protocol.Compression;
import com.example.frames.protocol.WebSocketException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The extension permessage-deflate (RFC 7692): a message is compressed as a whole, RSV1 in its first frame says so, and
 * unless agreed otherwise the next message may refer to the last 32 KiB of those before it ("context takeover").
 *
 * <p>{@link #compress} and the inflating methods may each be called by one thread at a time.
 */
public final class PermessageDeflate implements Compression {

    /** What ends every compressed message, and is not sent: an empty block without compression, less its first byte. */
    private static final int TAIL = 4;
    /**
     * The tail, and the same block once more. It says nothing either; but were the data cut short, then it would not be
     * read as an empty block, and that shows.
     */
    private static final byte[] TAIL_AND_PROBE = {0, 0, (byte) 0xFF, (byte) 0xFF, 0, 0, 0, (byte) 0xFF, (byte) 0xFF};
    private static final int CHUNK = 16 * 1024;
    private static final int MOST_KEPT = 16 * CHUNK;

    private final DeflateOffer agreement;
    private final boolean server;
    private Deflater deflater;
    private Inflater inflater;
    private ByteBuffer deflated = ByteBuffer.allocate(0);
    private ByteBuffer inflated;
    private boolean unfinished;

    /** @param server whether this side is the server: each side has parameters of its own */
    public PermessageDeflate(DeflateOffer agreement, boolean server) {
        this.agreement = agreement;
        this.server = server;
    }

    // tag::compress[]
    /** Compresses a message, and takes the tail off (RFC 7692, section 7.2.1). */
    @Override
    public ByteBuffer compress(ByteBuffer message) {
        if (!message.hasRemaining()) {
            return ByteBuffer.wrap(new byte[1]);
        }
        if (deflater == null) {
            deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
            int bits = server ? agreement.serverMaxWindowBits() : agreement.clientMaxWindowBits();
            if (bits >= 0 && bits < 15) {
                // This Deflater cannot shrink its window. Without references into it, it keeps to any.
                deflater.setStrategy(Deflater.HUFFMAN_ONLY);
            }
        }
        deflater.setInput(message);
        deflated = deflated.capacity() > MOST_KEPT ? ByteBuffer.allocate(CHUNK) : deflated.clear();
        do {
            if (deflated.remaining() < CHUNK / 4) {
                deflated = ByteBuffer.allocate(2 * deflated.capacity() + CHUNK).put(deflated.flip());
            }
            deflater.deflate(deflated, Deflater.SYNC_FLUSH);
            // The first call after a change of strategy does nothing else than change it.
        } while (deflated.position() == 0 || message.hasRemaining() || !deflated.hasRemaining());
        if (server ? agreement.serverNoContextTakeover() : agreement.clientNoContextTakeover()) {
            deflater.reset();
        }
        return deflated.limit(deflated.position() - TAIL).position(0);
    }
    // end::compress[]

    // tag::inflate[]
    /** A piece of 16 KiB at a time: the assembler stops it when the message gets too long. */
    @Override
    public void inflate(ByteBuffer part, Sink pieces) throws WebSocketException {
        if (inflater == null) {
            inflater = new Inflater(true);
            inflated = ByteBuffer.allocate(CHUNK);
        }
        unfinished |= part.hasRemaining();
        inflater.setInput(part);
        try {
            do {
                inflater.inflate(inflated.clear());
                pieces.add(inflated.flip());
                if (inflater.finished()) {
                    // The sender ended its stream (a block with BFINAL): what follows is a new one.
                    inflater.reset();
                    inflater.setInput(part);
                    unfinished = part.hasRemaining();
                }
            } while (part.hasRemaining() || inflated.limit() == CHUNK);
        } catch (DataFormatException e) {
            throw invalidData("the compressed message is not in the format DEFLATE");
        }
    }
    // end::inflate[]

    @Override
    public void endMessage() throws WebSocketException {
        if (unfinished) {
            unfinished = false;
            ByteBuffer tail = ByteBuffer.wrap(TAIL_AND_PROBE);
            try {
                inflater.setInput(tail);
                if (inflater.inflate(inflated.clear()) > 0 || !inflater.needsInput()) {
                    throw invalidData("the compressed message is cut short");
                }
            } catch (DataFormatException e) {
                throw invalidData("the compressed message is cut short");
            }
        }
        if (inflater != null && (server ? agreement.clientNoContextTakeover() : agreement.serverNoContextTakeover())) {
            inflater.reset();
        }
    }

    /** Frees the memory that lies outside the heap, up to some 300 KiB; nothing can be compressed or inflated after. */
    @Override
    public void close() {
        if (deflater != null) {
            deflater.end();
        }
        if (inflater != null) {
            inflater.end();
        }
    }
}
