/**
 * The chat room, over WebSocket frames made by hand. Here is what all lessons share by name: {@code Lesson},
 * {@code ChatServer}, {@code ChatClient}, {@code Room} with {@code Message} and {@code History}, {@code EchoEndpoint};
 * and what puts the parts together: {@code Site} (what is at which path), {@code SiteServer}, {@code Negotiation},
 * {@code WebSocketClient}, {@code Rehearsal}.
 *
 * <p>The parts are rooms of their own, and know nothing of this one:
 * <ol>
 * <li>the first evening: {@link com.example.frames.protocol}, {@link com.example.frames.handshake},
 *     {@link com.example.frames.io}
 * <li>the second: {@link com.example.frames.deflate}, {@link com.example.frames.loop}
 * <li>{@link com.example.frames.dump}: frames as a person reads them, for the tour and the page
 * <li>{@link com.example.frames.tour}: what {@code mvn -q} plays
 * </ol>
 * {@code InOneFile} is the idea of the lesson in one file, and needs none of the others.
 */
package com.example.frames;
