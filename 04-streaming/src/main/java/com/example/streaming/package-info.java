/**
 * The chat room on HTTP, whose server does not end its response: each message is an event in it.
 *
 * <p>Read in this order: {@code InOneFile} for the idea; {@code ServerSentEvent} and {@code EventStreamParser}, an
 * event as bytes and back; {@code EventStream}, the way to one reader, and {@code ChatServer}; {@code EventSource}
 * with {@code Pieces}, one stream as its reader gets it, and {@code ChatClient}, which comes back. What is left is as
 * in lessons 02 and 03. {@code Tour} plays it all.
 */
package com.example.streaming;
