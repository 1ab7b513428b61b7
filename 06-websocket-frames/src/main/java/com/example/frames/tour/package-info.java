/**
 * What {@code mvn -q} plays: {@code Tour} (frames, without a network) and {@code RoomTour} (the room, and what it
 * costs). Behind them: an echo without a socket, and a meter for the bytes that pass.
 */
package com.example.frames.tour;
