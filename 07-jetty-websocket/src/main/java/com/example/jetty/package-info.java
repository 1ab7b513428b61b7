/**
 * The room on Jetty. {@code InOneFile} has the idea; the lesson is read in this order: {@code ChatServer} assembles
 * the server; {@code Gate} (with {@code Extension}, {@code DeflateOffer} and {@code RefusedException}; {@code
 * Authority} and {@code Syntax} are those of lesson 05) and {@code HandshakeDeadline} are in front of Jetty's
 * handshake; {@code Endpoint} is what every connection owes to Jetty, {@code EchoEndpoint} the smallest one, {@code
 * Room} (with {@code Outbox}) the chat. {@code Page} is what HTTP gets. On the other side are {@code ChatClient} and
 * its {@code Inbox}.
 *
 * <p>What the page shows of its own frames comes from {@code WatchedConnector}, {@code Feeds} and {@code Feed}, and the
 * package {@code dump}; read it last.
 *
 * <p>{@code Message}, {@code History} and their two exceptions are the same in every lesson. {@code Lesson} starts the
 * tour, which is in {@code tour}, or serves.
 */
package com.example.jetty;
