/**
 * Pictures of the measurements, for light and dark pages: {@code Pictures} makes all, {@code Svg} is the drawing;
 * {@code Axis}, {@code Numbers} and {@code WayMark} are what they share.
 */
package com.example.tools.draw;
