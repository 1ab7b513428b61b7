package com.example.longpolling.exercise;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 3.2: let news and time-out race for one request, and let exactly one of them answer it.
 *
 * <p>An HTTP request has one answer. But two threads may want to give it: the one that has news, and the timer. They
 * may even come at the same moment. The first one answers. The second one learns at once that it was too late:
 * it does not write a second answer into the first one, and it does not wait for the first one's socket either,
 * for a slow reader would then stop the timer, and with it the time-outs of all the others.
 *
 * <p>Every answer carries {@code Cache-Control: no-store}: an answer to a poll is stale as soon as it is sent. When the
 * answer is written, the exchange is finished: its body closed. When writing fails, the exchange is closed and remains
 * answered: half an answer is out, and nothing can be said after it.
 */
public final class AnswerOnce {

    /** @param exchange a request that has not been answered yet */
    public AnswerOnce(HttpExchange exchange) {
        throw new TestAbortedException("3.2 AnswerOnce: not started");
    }

    /**
     * Answers 200 with {@code Content-Type: text/plain; charset=utf-8} and the lines as the body, in UTF-8. Its length
     * is announced in bytes.
     *
     * @param lines one line or more
     * @return whether this call has answered; false, and nothing is written, if the request was already answered
     * @throws IOException if this call was the one to answer, and the answer could not be written
     */
    public boolean news(String lines) throws IOException {
        throw new TestAbortedException("3.2 AnswerOnce.news: not started");
    }

    /**
     * Answers 204, which never has a body (RFC 9110, section 15.3.5).
     *
     * @return whether this call has answered; false, and nothing is written, if the request was already answered
     * @throws IOException if this call was the one to answer, and the answer could not be written
     */
    public boolean timeOut() throws IOException {
        throw new TestAbortedException("3.2 AnswerOnce.timeOut: not started");
    }
}
