/**
 * Blocking sockets: a thread for each connection, and the client. In the order of reading; the numbers are lines
 * without package, imports and blank ones:
 *
 * <ol>
 * <li>{@code BlockingSocket} (118): the bytes of one connection
 * <li>{@code ThreadedIo} (132): the threads of all
 * <li>{@code ThreadedServer} (56): a thread that accepts
 * <li>{@code ThreadedClient} (65): the same in the other role
 * </ol>
 */
package com.example.frames.io;
