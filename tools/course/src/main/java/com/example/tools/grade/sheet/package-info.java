/**
 * The grade sheet: {@code Sheet} is the data and {@code grades.json}, {@code CsvLines} and {@code SheetPage} are its
 * two other forms; {@code Weights} are the points, {@code Alike} the answers that were handed in twice.
 */
package com.example.tools.grade.sheet;
