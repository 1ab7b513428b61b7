/**
 * Blocking sockets: a thread for each connection, and the client. Read {@code BlockingSocket} (the bytes of one
 * connection), {@code ThreadedIo} (the threads of all), {@code ThreadedServer}, {@code ThreadedClient}.
 */
package com.example.frames.io;
