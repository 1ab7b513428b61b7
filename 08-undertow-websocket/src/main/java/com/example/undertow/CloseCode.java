package com.example.undertow;

/** Why a connection ends (RFC 6455, section 7.4), and the codes of the room's own (section 7.4.2). */
final class CloseCode {

    static final int NORMAL = 1000;
    static final int GOING_AWAY = 1001;
    static final int PROTOCOL_ERROR = 1002;
    static final int UNSUPPORTED_DATA = 1003;
    static final int POLICY_VIOLATION = 1008;
    static final int TOO_BIG = 1009;
    static final int INTERNAL_ERROR = 1011;

    /** The cursor is too old; the reason is the id of the oldest message that can be had. */
    static final int GONE = 4410;
    /** The cursor is one of the future; the reason is the id of the last message that there is. */
    static final int NOT_YET = 4400;

    private CloseCode() {
    }
}
