/**
 * Pages in other languages: {@code X.ko.md} beside {@code X.md}. {@link com.example.tools.translations.Section} first,
 * then {@link com.example.tools.translations.Translation}, which compares two pages; the program is last.
 */
package com.example.tools.translations;
