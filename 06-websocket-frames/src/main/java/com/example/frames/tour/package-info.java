/**
 * What {@code mvn -q} plays: {@code Tour} (frames, without a network) and {@code RoomTour} (the room, and what it
 * costs). Behind them: {@code SocketlessEcho}, a connection without a socket, and {@code Meter}, which counts the bytes
 * that pass.
 */
package com.example.frames.tour;
