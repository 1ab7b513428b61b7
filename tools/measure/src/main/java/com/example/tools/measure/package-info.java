/**
 * The house of cost and benchmarks: {@code Measure} names its programs; {@code Machine}, {@code Javas}, {@code Jvm},
 * {@code Capacity}, {@code Csv} and {@code Progress} serve both.
 */
package com.example.tools.measure;
