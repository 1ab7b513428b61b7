/**
 * What must hold of texts and sources. Read {@code Rules}, with {@code Layout} and {@code PlainWords} (one file at a
 * time); {@code Copies} (what is equal in several lessons); {@code Links}; {@code Snippets} with {@code Outputs} (what
 * pages quote).
 */
package com.example.tools.texts;
