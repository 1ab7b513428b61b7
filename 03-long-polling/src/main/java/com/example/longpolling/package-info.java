/**
 * The chat room on HTTP, whose server takes its time: a request without news is held until there is some.
 *
 * <p>Read in this order: {@code InOneFile} for the idea; {@code HeldRequests}, which is the lesson;
 * {@code ChatServer}, which hands requests to it; {@code ChatClient}, which asks again at once, or later. What is left
 * is as in lesson 02: {@code Message}, {@code History}, {@code TextExchange}, {@code TextCall}, {@code HttpBounds}.
 * {@code Tour} plays it all.
 */
package com.example.longpolling;
