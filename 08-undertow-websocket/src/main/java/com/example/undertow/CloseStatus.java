package com.example.undertow;

/** Why a connection ends (RFC 6455, section 7.4). The room's own codes are in {@link Room} (section 7.4.2). */
final class CloseStatus {

    static final int NORMAL = 1000;
    static final int GOING_AWAY = 1001;
    static final int PROTOCOL_ERROR = 1002;
    static final int UNSUPPORTED_DATA = 1003;
    static final int POLICY_VIOLATION = 1008;
    static final int TOO_BIG = 1009;
    static final int INTERNAL_ERROR = 1011;

    private CloseStatus() {
    }
}
