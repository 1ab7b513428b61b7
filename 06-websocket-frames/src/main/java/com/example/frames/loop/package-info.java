/**
 * The second evening: non-blocking sockets, a few threads for all connections. Read {@code NonBlockingSocket} (the
 * bytes of one connection), {@code EventLoop} (one thread for many), {@code SelectorServer}.
 */
package com.example.frames.loop;
