/**
 * Frames, as a person reads them: {@code Field}, {@code FrameDump}; what the page is told of its own connection
 * ({@code Eyes}, {@code Report}), and what the server says to bytes in hex ({@code HexTrial}, {@code Rule}). Where the
 * bytes are taken from is the lesson's: the page needs this package, and no reader of the lesson does.
 */
package com.example.jetty.dump;
