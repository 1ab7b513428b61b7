/**
 * What bytes mean: bytes and time in, bytes out. No socket appears here, and no thread is started. In the order of
 * reading; the numbers are lines without package, imports and blank ones:
 *
 * <ol>
 * <li>{@code Frame} (72): how a frame is laid out
 * <li>{@code Masking} (36): one XOR masks, the same one unmasks
 * <li>{@code FrameDecoder} (171): bytes in, frames out
 * <li>{@code Utf8Validator} (77): text is checked as it arrives
 * <li>{@code Limits} (20): what one message may cost
 * <li>{@code MessageAssembler} (192): frames in, messages out
 * <li>{@code WebSocketException} (27): what the peer did wrong, and the code that says so
 * <li>{@code CloseStatus} (67): why a connection ends
 * <li>{@code Outbox} (148): messages in, frames out
 * <li>{@code Lifecycle} (112): the states, and how long each may last
 * <li>{@code Endpoint} (19): what the application makes of a connection
 * <li>{@code WebSocket} (30): what an endpoint sees of it
 * <li>{@code OpeningHandshake} (46): what the first bytes are handed to
 * <li>{@code Wire} (14): what sees the bytes, for the page that shows them
 * <li>{@code Connection} (261): all of it together
 * <li>{@code Server} (11): what owns the sockets
 * </ol>
 *
 * <p>For the second evening: {@code Compression} (messages that are compressed), {@code BufferPool}, {@code BurstSize}
 * (what is tuned), {@code SafeLog} (a log for those who must not end).
 */
package com.example.frames.protocol;
