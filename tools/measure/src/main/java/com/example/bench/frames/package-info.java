/**
 * Lesson 06 as it is measured: {@code MeasuredServer} with its sockets, {@code ConnectionBenchmarks} and
 * {@code CoreBenchmarks} without.
 */
package com.example.bench.frames;
