package com.example.tokens;

/** What makes the tokens, one after the other. */
interface Model {

    /**
     * The next token; it may take its time.
     *
     * @return null at the end
     * @throws IllegalStateException with one sentence for the reader, if the model cannot go on
     */
    String next() throws InterruptedException;
}
