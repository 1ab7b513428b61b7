/**
 * The chat room on HTTP, where a server may only answer: its readers ask again and again.
 *
 * <p>Read in this order: {@code InOneFile} for the idea; {@code Message} and {@code History}, which know nothing of
 * HTTP; {@code ChatServer} with {@code TextExchange}, one request and its response; {@code ChatClient} with
 * {@code TextCall}, the same from the other side. {@code HttpBounds} has the limits of the JDK's server. {@code Tour}
 * plays it all, with {@code RawHttp} to show the bytes and {@code Meter} to count them.
 */
package com.example.polling;
