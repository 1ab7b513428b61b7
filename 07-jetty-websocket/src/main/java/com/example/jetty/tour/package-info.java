/**
 * What {@code mvn -q} plays: {@code Tour}, in the order of its scenes. {@code RawWebSocket} is its client by hand;
 * {@code BareJetty} is Jetty as it comes, and {@code Differences} asks it and our server the same questions.
 */
package com.example.jetty.tour;
