package com.example.frames.deflate;

import static com.example.frames.protocol.WebSocketException.invalidData;

import com.example.frames.protocol.MessageAssembler;
import com.example.frames.protocol.WebSocketException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The extension permessage-deflate (RFC 7692): a message is compressed as a whole, RSV1 in its first frame says so, and
 * unless agreed otherwise the next message may refer to the last 32 KiB of those before it ("context takeover").
 *
 * <p>{@link #compress} and the inflating methods may each be called by one thread at a time.
 */
public final class PermessageDeflate implements AutoCloseable {

    /** What ends every compressed message, and is not sent: an empty block without compression, less its first byte. */
    private static final int TAIL = 4;
    /**
     * The tail, and the same block once more. It says nothing either; but were the data cut short, then it would not be
     * read as an empty block, and that shows.
     */
    private static final byte[] TAIL_AND_PROBE = {0, 0, (byte) 0xFF, (byte) 0xFF, 0, 0, 0, (byte) 0xFF, (byte) 0xFF};
    private static final Pattern WINDOW_BITS = Pattern.compile("[89]|1[0-5]");
    private static final int CHUNK = 16 * 1024;
    private static final int MOST_KEPT = 16 * CHUNK;

    private final Agreement agreement;
    private final boolean server;
    private Deflater deflater;
    private Inflater inflater;
    private ByteBuffer deflated = ByteBuffer.allocate(0);
    private ByteBuffer inflated;
    private boolean unfinished;

    /**
     * What the two sides have agreed on (section 7.1): the parameters in the server's answer; bits that it does not
     * name are -1.
     */
    public record Agreement(boolean serverNoContextTakeover, boolean clientNoContextTakeover, int serverMaxWindowBits,
            int clientMaxWindowBits) {

        // tag::accept[]
        /** A server's choice: the first of the client's offers that it can keep; empty if there is none. */
        public static Optional<Agreement> accept(List<ExtensionOffer> offers) {
            for (ExtensionOffer offer : offers) {
                if (valid(offer, true)) {
                    return Optional.of(of(offer.parameters(), false));
                }
            }
            return Optional.empty();
        }
        // end::accept[]

        /**
         * A client's look at the server's answer.
         *
         * @throws IllegalArgumentException with one sentence, if it is no answer to {@link #OFFER}
         */
        public static Agreement confirm(ExtensionOffer answer) {
            if (!valid(answer, false)) {
                throw new IllegalArgumentException("the server accepted an extension that was not offered: " + answer);
            }
            return of(answer.parameters(), true);
        }

        /** The server's answer as it stands in {@code Sec-WebSocket-Extensions}. */
        public String answer() {
            return "permessage-deflate" + (serverNoContextTakeover ? "; server_no_context_takeover" : "")
                    + (clientNoContextTakeover ? "; client_no_context_takeover" : "")
                    + (serverMaxWindowBits < 0 ? "" : "; server_max_window_bits=" + serverMaxWindowBits)
                    + (clientMaxWindowBits < 0 ? "" : "; client_max_window_bits=" + clientMaxWindowBits);
        }

        private static Agreement of(Map<String, String> parameters, boolean answered) {
            String serverBits = parameters.getOrDefault("server_max_window_bits", "");
            String clientBits = parameters.getOrDefault("client_max_window_bits", "");
            return new Agreement(parameters.containsKey("server_no_context_takeover"),
                    parameters.containsKey("client_no_context_takeover"),
                    serverBits.isEmpty() ? -1 : Integer.parseInt(serverBits),
                    // Any window of the client's fits the one of an Inflater: no need to ask it for less than it has.
                    clientBits.isEmpty() || !answered ? -1 : Integer.parseInt(clientBits));
        }

        private static boolean valid(ExtensionOffer offer, boolean offered) {
            return offer.name().equals("permessage-deflate") && !offer.repeated()
                    && offer.parameters().entrySet().stream().allMatch(parameter -> switch (parameter.getKey()) {
                        case "server_no_context_takeover", "client_no_context_takeover" ->
                                parameter.getValue().isEmpty();
                        case "server_max_window_bits" -> WINDOW_BITS.matcher(parameter.getValue()).matches();
                        case "client_max_window_bits" -> WINDOW_BITS.matcher(parameter.getValue()).matches()
                                || offered && parameter.getValue().isEmpty();
                        default -> false;
                    });
        }
    }

    /** What a client offers: compression, and its consent to use a smaller window if the server wants one. */
    public static final String OFFER = "permessage-deflate; client_max_window_bits";

    /** @param server whether this side is the server: each side has parameters of its own */
    public PermessageDeflate(Agreement agreement, boolean server) {
        this.agreement = agreement;
        this.server = server;
    }

    // tag::compress[]
    /** Compresses a message. The result is valid until the next call. */
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
    /**
     * Inflates the next part of a message, a piece at a time: the assembler stops it when the message gets too long.
     */
    public void inflate(ByteBuffer part, MessageAssembler message) throws WebSocketException {
        if (inflater == null) {
            inflater = new Inflater(true);
            inflated = ByteBuffer.allocate(CHUNK);
        }
        unfinished |= part.hasRemaining();
        inflater.setInput(part);
        try {
            do {
                inflater.inflate(inflated.clear());
                message.inflated(inflated.flip());
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

    /** The last part of a message is inflated: is it complete? */
    public void finishMessage(MessageAssembler message) throws WebSocketException {
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
