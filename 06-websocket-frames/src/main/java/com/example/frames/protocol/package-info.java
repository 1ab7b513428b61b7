/**
 * What bytes mean: bytes and time in, bytes out. No socket appears here, and no thread is started. In the order of
 * reading, with the lines of each file:
 *
 * <ol>
 * <li>LINES
 * </ol>
 */
package com.example.frames.protocol;
