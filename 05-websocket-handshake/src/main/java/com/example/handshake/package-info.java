/**
 * The opening handshake: HTTP's last request, and then both sides may speak.
 *
 * <p>Read in this order. Text without sockets: {@code HeadReader} (lines out of bytes), {@code Syntax},
 * {@code HeaderFields}, {@code Authority}, {@code Target}, {@code RequestHead}, {@code ResponseHead}. Then the
 * protocol: {@code AcceptKey}, {@code ServerHandshake} with {@code RefusedException}, {@code Extension}, and
 * {@code ClientHandshake} with {@code FailedHandshakeException}. Lesson 06 has the same text of these, but for
 * {@code HeadReader}.
 *
 * <p>Around it: {@code TimedInput}, {@code Connection}, {@code HandshakeServer}, {@code HandshakeClient}. What the page
 * asks for: {@code Response}, {@code Site}, {@code Attempt}. To play with: {@code Lesson}, {@code Tour},
 * {@code RawHttp}, {@code WireText}.
 */
package com.example.handshake;
