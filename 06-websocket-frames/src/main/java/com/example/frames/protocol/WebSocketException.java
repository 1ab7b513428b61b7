package com.example.frames.protocol;

import java.io.IOException;

/**
 * The peer broke the protocol, or wants more than is allowed: the connection is failed (RFC 6455, section 7.1.7). It
 * carries what the peer is told in the Close frame: the code, and as the reason one plain sentence.
 */
public final class WebSocketException extends IOException {

    private final int closeCode;

    public WebSocketException(int closeCode, String sentence) {
        super(sentence);
        this.closeCode = closeCode;
    }

    /** The rules of framing are broken: 1002. */
    public static WebSocketException protocolError(String sentence) {
        return new WebSocketException(CloseStatus.PROTOCOL_ERROR, sentence);
    }

    /** The frames are right, what is in them is not: text that is not UTF-8, data that does not inflate: 1007. */
    public static WebSocketException invalidData(String sentence) {
        return new WebSocketException(CloseStatus.INVALID_DATA, sentence);
    }

    /** More than this side is willing to keep in memory: 1009. */
    public static WebSocketException tooBig(String sentence) {
        return new WebSocketException(CloseStatus.TOO_BIG, sentence);
    }

    /** The code for the Close frame. */
    public int closeCode() {
        return closeCode;
    }
}
