/**
 * What {@code mvn -q} plays: {@code Tour}, in the order of its scenes. {@code RawWebSocket} is its client by hand,
 * {@code Blocked} the experiment with a listener that waits, and {@code Meter} counts what passes on the wire.
 */
package com.example.undertow.tour;
