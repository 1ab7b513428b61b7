/**
 * How fast the servers are. Read {@code Bench} and {@code Hold}, the two programs; {@code Contender}, {@code Shape},
 * {@code Rounds} (what is measured); {@code Server} and {@code Generator} (its two processes), {@code Spent};
 * {@code Results}, and what is drawn of them: {@code Tables}, {@code BarPlot}, {@code HoldTable}, {@code MemoryPlot},
 * {@code Draw}. {@code Core} measures the protocol alone.
 */
package com.example.bench;
