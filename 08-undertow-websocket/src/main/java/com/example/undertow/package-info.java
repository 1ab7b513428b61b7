/**
 * The room on Undertow. {@code InOneFile} has the idea; the lesson is read in this order: {@code ChatServer} assembles
 * the server; {@code HandshakeDeadline}, {@code Site} and {@code Gate} (with {@code Extension} and {@code
 * RefusedException}; {@code Authority} and {@code Syntax} are those of lesson 05) are in front of Undertow's
 * handshake, {@code Version13Handshake} and {@code DeflateOffer} change it; {@code Endpoint} is the server's end of
 * every connection, {@code EchoEndpoint} the smallest one, {@code Outbox} what waits to be sent; {@code Room} is the
 * chat, and {@code InOrder} its work on other threads. {@code CheckedChannel} and {@code FrameHeaders} look at each
 * frame before Undertow does. {@code Connections} are all that are open, {@code Page} is what HTTP gets. On the other
 * side are {@code ChatClient} and its {@code Inbox}.
 *
 * <p>What the page shows of its own frames comes from {@code Feeds} and {@code Feed}, and the package {@code dump};
 * read it last.
 *
 * <p>{@code Message}, {@code History} and their two exceptions are the same in every lesson. {@code Lesson} starts the
 * tour, which is in {@code tour}, or serves.
 */
package com.example.undertow;
