/**
 * What each way costs. Read {@code Cost}, {@code Way} and {@code Talk} (what is played), {@code CostRun} with
 * {@code Host}, {@code Crowd} and {@code Relay} (one room, its readers, and who counts between them),
 * {@code Measurement}, {@code CostCsv}, {@code CostTables}; {@code Film} records a talk.
 */
package com.example.tools.cost;
