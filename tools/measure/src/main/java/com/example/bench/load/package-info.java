/**
 * The load generator, a process of its own. Read {@code Load} and {@code Settings}; the runs {@code EchoRun},
 * {@code CastRun}, {@code IdleRun} and {@code HoldRun}, with {@code Peers}; {@code Peer}, one connection, with
 * {@code Outgoing}, {@code Payload} and {@code Answers}.
 */
package com.example.bench.load;
