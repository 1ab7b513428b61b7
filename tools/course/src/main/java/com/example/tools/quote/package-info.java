/**
 * Pieces of code for articles: {@code Quotes} finds a {@code Region} by its name, {@code QuoteProgram} prints it,
 * {@code QuotesPage} lists all.
 */
package com.example.tools.quote;
