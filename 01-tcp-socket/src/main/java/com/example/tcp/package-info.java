/**
 * A chat room on bare TCP: both sides speak whenever they want.
 *
 * <p>Read in this order: {@code InOneFile} for the idea; {@code SocketLife} for the life of a socket, step by step;
 * {@code LineReader} and {@code Message}, how bytes become messages; {@code Room}, which knows no sockets;
 * {@code ChatServer} and {@code Connection}, its sockets and threads, with {@code TimedInput} for a client that is slow
 * to say its name, and {@code Reserve} for the time when the system has no more sockets; {@code ChatClient}.
 * {@code Wiretap} shows what passes, and {@code Tour} plays it all.
 */
package com.example.tcp;
