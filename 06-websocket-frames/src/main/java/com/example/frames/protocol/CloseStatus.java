package com.example.frames.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Why a connection ends (RFC 6455, section 7.4). In a Close frame: two bytes of code, then the reason in UTF-8, or
 * nothing at all.
 *
 * @param code 1000 to 4999; {@link #NO_STATUS} and {@link #ABNORMAL} never travel, they only say what did not arrive
 * @param reason for people; may be empty
 */
public record CloseStatus(int code, String reason) {

    public static final int NORMAL = 1000;
    public static final int GOING_AWAY = 1001;
    public static final int PROTOCOL_ERROR = 1002;
    public static final int UNSUPPORTED_DATA = 1003;
    /** The Close frame had no body. */
    public static final int NO_STATUS = 1005;
    /** There was no Close frame: the TCP connection just ended. */
    public static final int ABNORMAL = 1006;
    public static final int INVALID_DATA = 1007;
    public static final int POLICY_VIOLATION = 1008;
    public static final int TOO_BIG = 1009;
    public static final int INTERNAL_ERROR = 1011;

    /** The longest reason, in bytes: what a control frame holds, less the code. */
    public static final int MAX_REASON = Frame.MAX_CONTROL_PAYLOAD - 2;

    // tag::parse[]
    /**
     * Reads the body of a Close frame.
     *
     * @throws WebSocketException 1002 for a body of one byte or a code that must not travel, 1007 for a reason that is
     *     not UTF-8
     */
    public static CloseStatus parse(ByteBuffer body) throws WebSocketException {
        if (!body.hasRemaining()) {
            return new CloseStatus(NO_STATUS, "");
        }
        if (body.remaining() == 1) {
            throw WebSocketException.protocolError("a Close frame with a body of one byte has half a code");
        }
        int code = body.getShort() & 0xFFFF;
        if (!mayTravel(code)) {
            throw WebSocketException.protocolError("the close code " + code + " must not be sent");
        }
        try {
            return new CloseStatus(code, UTF_8.newDecoder().decode(body).toString());
        } catch (CharacterCodingException e) {
            throw WebSocketException.invalidData("the reason of a Close frame is not UTF-8");
        }
    }
    // end::parse[]

    /**
     * The body of a Close frame.
     *
     * @throws IllegalArgumentException if the code must not be sent, or the reason is longer than 123 bytes
     */
    public ByteBuffer body() {
        if (code == NO_STATUS) {
            return ByteBuffer.allocate(0);
        }
        byte[] utf8 = reason.getBytes(UTF_8);
        if (!mayTravel(code) || utf8.length > MAX_REASON) {
            throw new IllegalArgumentException("no Close frame can say " + this);
        }
        return ByteBuffer.allocate(2 + utf8.length).putShort((short) code).put(utf8).flip();
    }

    /** The codes of section 7.4.1, those registered since (1012 to 1014), and the free ranges of section 7.4.2. */
    public static boolean mayTravel(int code) {
        return code >= 1000 && code <= 1003 || code >= 1007 && code <= 1014 || code >= 3000 && code <= 4999;
    }
}
