/**
 * The tokens of a language model on their way to a page. Read {@code Tokens}, the server, then {@code Generation}, what
 * it keeps; {@code Reading} is a client in Java, and {@code page.html} one in a browser. {@code Lesson} starts the
 * tour, or serves.
 */
package com.example.tokens;
