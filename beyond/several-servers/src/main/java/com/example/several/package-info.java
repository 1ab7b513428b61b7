/**
 * One room on several servers. {@code InOneFile} has the idea. Read in this order: {@code Log}, the base of a room,
 * with {@code MemoryLog} and {@code RedisLog}; {@code Room} and {@code Member}, one server's part of the room; {@code
 * ChatServer}, what is in front of it; {@code ChatClient}, a reader that comes back to any server. {@code Engine} opens
 * the Redis that was asked for, or a substitute. {@code Lesson} starts the tour, or serves.
 */
package com.example.several;
