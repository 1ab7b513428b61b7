/**
 * Servers that are no part of the course, to compare with: {@code NettyServer}, and {@code RawTcp} without a protocol.
 */
package com.example.bench.guest;
