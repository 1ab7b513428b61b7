/**
 * The opening handshake: heads of HTTP, and the decision. Thirteen classes are lesson 05's, the same text:
 * {@code Syntax}, {@code HeaderFields}, {@code Authority}, {@code Target}, {@code RequestHead}, {@code ResponseHead},
 * {@code AcceptKey}, {@code ServerHandshake}, {@code RefusedException}, {@code Response}, {@code Extension},
 * {@code ClientHandshake}, {@code FailedHandshakeException}. Only how the bytes of a head arrive is different: read
 * {@code HeadReader}, {@code ServerOpening}, {@code ClientOpening}.
 */
package com.example.frames.handshake;
