/**
 * The opening handshake: heads of HTTP, and the decision. Thirteen classes are lesson 05's, the same text:
 * {@code Syntax}, {@code HeaderFields}, {@code Authority}, {@code Target}, {@code RequestHead}, {@code ResponseHead},
 * {@code AcceptKey}, {@code ServerHandshake}, {@code RefusedException}, {@code Response}, {@code Extension},
 * {@code ClientHandshake}, {@code FailedHandshakeException}. Only how the bytes of a head arrive is different; the
 * numbers are lines without package, imports and blank ones:
 *
 * <ol>
 * <li>{@code HeadReader} (86): the lines of a head out of bytes that are cut anywhere
 * <li>{@code ServerOpening} (50): the server's part: a request in, what the site says to it out
 * <li>{@code ClientOpening} (73): the client's part: a request out, a response in
 * </ol>
 */
package com.example.frames.handshake;
