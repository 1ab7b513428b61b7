package com.example.frames.protocol;

import static com.example.frames.protocol.WebSocketException.protocolError;

import java.nio.ByteBuffer;

/**
 * Bytes in, frames out. It takes all that has arrived, however it was cut, copies no payload and sets no memory aside:
 * a payload is unmasked where it is in the caller's buffer, and shown as the part that is there.
 *
 * <pre>
 *   while (decoder.next(in)) {
 *       // a frame, or the next part of one: in[decoder.from() .. decoder.to())
 *   }
 * </pre>
 *
 * <p>Not safe for use by several threads.
 */
public final class FrameDecoder {

    private final boolean fromClient;
    private final long maxPayload;
    private int extensionBits;

    /** How many bytes the header has, as far as is known, and how many of them have come. */
    private int headerLength;
    private int headerRead;
    private byte one;
    private byte two;
    private long length;
    private int key;
    private long missing;
    private boolean first;
    private int from;
    private int to;

    /**
     * @param fromClient whether the frames come from a client, and so must be masked, or from a server, and must not be
     * @param maxPayload the longest payload of one frame, in bytes; a longer one is refused at its header
     */
    public FrameDecoder(boolean fromClient, long maxPayload) {
        this.fromClient = fromClient;
        this.maxPayload = maxPayload;
    }

    /** An extension has been agreed on that gives these reserved bits a meaning in the first frame of a message. */
    public void allow(int reservedBits) {
        extensionBits = reservedBits;
    }

    // tag::next[]
    /**
     * Goes on to the next frame, or the next part of the payload of this one.
     *
     * @param in what has arrived; its position moves on behind the header and the part
     * @return false when all of {@code in} is consumed and it holds no more than the beginning of a header
     * @throws WebSocketException 1002 when the header breaks a rule, 1009 when the payload is too long; both as soon
     *     as the bytes are there that say so
     */
    public boolean next(ByteBuffer in) throws WebSocketException {
        first = missing == 0;
        if (first ? !readHeader(in) : !in.hasRemaining()) {
            return false;
        }
        int part = (int) Math.min(missing, in.remaining());
        from = in.position();
        to = from + part;
        if (fromClient) {
            Masking.apply(in, from, to, key);
            key = Masking.rotate(key, part);
        }
        in.position(to);
        missing -= part;
        return true;
    }
    // end::next[]

    /** The opcode of the frame. */
    public int opcode() {
        return one & Frame.OPCODE;
    }

    /** Whether the message ends with this frame. */
    public boolean fin() {
        return (one & Frame.FIN) != 0;
    }

    /** Whether RSV1 is set. */
    public boolean rsv1() {
        return (one & Frame.RSV1) != 0;
    }

    /** How long the whole payload of the frame is, in bytes. */
    public long length() {
        return length;
    }

    /** Whether the part is the first one of its frame. */
    public boolean first() {
        return first;
    }

    /** Whether the part is the last one of its frame. */
    public boolean last() {
        return missing == 0;
    }

    /** The index of the part's first byte in the buffer that was given to {@link #next}. */
    public int from() {
        return from;
    }

    /** The index after the part's last byte. */
    public int to() {
        return to;
    }

    /** Whether a frame has begun and has not ended: the peer owes us bytes. */
    public boolean insideFrame() {
        return missing > 0 || headerRead > 0 && headerRead < headerLength;
    }

    private boolean readHeader(ByteBuffer in) throws WebSocketException {
        if (headerRead == headerLength) {
            headerRead = 0;
            headerLength = 2;
        }
        while (headerRead < headerLength) {
            if (!in.hasRemaining()) {
                return false;
            }
            headerByte(in.get());
        }
        checkLength();
        missing = length;
        return true;
    }

    /** The next byte of the header: one of the two that say almost everything, or of the length, or of the key. */
    private void headerByte(byte next) throws WebSocketException {
        if (headerRead == 0) {
            one = next;
        } else if (headerRead == 1) {
            two = next;
            headerLength = headerLength(one, two);
            int shortLength = two & Frame.LENGTH;
            length = shortLength < Frame.LENGTH_16 ? shortLength : 0;
        } else if (fromClient && headerRead >= headerLength - 4) {
            key = key << 8 | next & 0xFF;
        } else {
            length = length << 8 | next & 0xFF;
        }
        headerRead++;
    }

    // tag::two[]
    /** What the first two bytes say, and how many more the header has. */
    private int headerLength(byte one, byte two) throws WebSocketException {
        int opcode = one & Frame.OPCODE;
        int shortLength = two & Frame.LENGTH;
        boolean control = Frame.isControl(opcode);
        boolean startsMessage = opcode == Frame.TEXT || opcode == Frame.BINARY;
        if ((one & Frame.RSV & ~(startsMessage ? extensionBits : 0)) != 0) {
            throw protocolError("a reserved bit is set that has no meaning here");
        }
        if (opcode > (control ? Frame.PONG : Frame.BINARY)) {
            throw protocolError("the opcode " + opcode + " is reserved");
        }
        if (control && (one & Frame.FIN) == 0) {
            throw protocolError("a control frame must not be fragmented");
        }
        if (control && shortLength > Frame.MAX_CONTROL_PAYLOAD) {
            throw protocolError("a control frame has at most 125 bytes of payload");
        }
        if (((two & Frame.MASK) != 0) != fromClient) {
            throw protocolError(fromClient ? "a client must mask its frames" : "a server must not mask its frames");
        }
        return 2 + (shortLength == Frame.LENGTH_64 ? 8 : shortLength == Frame.LENGTH_16 ? 2 : 0) + (fromClient ? 4 : 0);
    }
    // end::two[]

    private void checkLength() throws WebSocketException {
        int shortLength = two & Frame.LENGTH;
        if (length < 0) {
            throw protocolError("the top bit of a 64-bit length must be 0");
        }
        if (shortLength == Frame.LENGTH_16 && length < Frame.LENGTH_16
                || shortLength == Frame.LENGTH_64 && length <= 0xFFFF) {
            throw protocolError("the length " + length + " is not in its shortest form");
        }
        if (length > maxPayload) {
            throw WebSocketException.tooBig("a frame of " + length + " bytes is announced, the limit is " + maxPayload);
        }
    }
}
