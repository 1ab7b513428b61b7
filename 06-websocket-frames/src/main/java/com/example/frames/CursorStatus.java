package com.example.frames;

import com.example.frames.protocol.CloseStatus;
import java.io.IOException;

/** How the room closes a connection whose cursor it cannot serve, and what a client makes of that. */
final class CursorStatus {

    /** The close code for a cursor that is too old; the reason is the id of the oldest message that is kept. */
    static final int GONE = 4410;
    /** The close code for a cursor of the future; the reason is the id of the last message that there is. */
    static final int NOT_YET = 4400;

    private CursorStatus() {
    }

    /** @param lastId the cursor: the id of the last message that the client has seen */
    static IOException exception(CloseStatus status, long lastId) {
        if (status.reason().matches("[0-9]{1,18}")) {
            long id = Long.parseLong(status.reason());
            if (status.code() == GONE) {
                return new GapException(lastId, id);
            }
            if (status.code() == NOT_YET) {
                return new FutureCursorException(lastId, id);
            }
        }
        return new IOException("the connection ended: " + status.code() + " " + status.reason());
    }
}
