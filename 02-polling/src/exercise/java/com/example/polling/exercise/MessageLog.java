package com.example.polling.exercise;

import java.util.List;
import java.util.function.LongSupplier;
import org.opentest4j.TestAbortedException;

/**
 * Exercise 2.1: a log that many write and many read, each at their own pace.
 *
 * <p>HTTP is stateless (RFC 9110, section 3.3), so the server keeps no list of who has read what. It keeps one log, and
 * each reader comes with a cursor: the id of the last entry it saw. Ids are 1, 2, 3 and so on without holes.
 *
 * <p>The rule: once a reader has been given id N, no entry with a smaller id may ever turn up later. The reader will
 * ask for what comes after N, and would never see it. Many threads append and read at the same time.
 *
 * <p>Example, with a capacity of 3 and pages of 2, after five appends: {@code after(3)} is {@code [4, 5]}, nothing
 * lost; {@code after(2)} is {@code [3, 4]}, nothing lost; {@code after(0)} is {@code [3, 4]} and 2 lost.
 */
public final class MessageLog {

    /** One entry, and when it was appended by the log's clock. Two entries may well have the same instant. */
    public record Entry(long id, long at, String text) {
    }

    /**
     * An answer for a reader.
     *
     * @param entries the next ones, in the order of their ids: the oldest first. The list never changes afterwards
     * @param lost how many entries between the cursor and the first of these are gone; mostly 0
     */
    public record Page(List<Entry> entries, long lost) {
    }

    /**
     * @param capacity how many entries are kept; the oldest makes room for the next
     * @param pageSize how many entries a page has at the most
     * @param clock the time of an entry; asked once for each append, and never by a reader; it may be slow
     */
    public MessageLog(int capacity, int pageSize, LongSupplier clock) {
        throw new TestAbortedException("2.1 MessageLog: not started");
    }

    /** Appends an entry, and returns its id. */
    public long append(String text) {
        throw new TestAbortedException("2.1 MessageLog.append: not started");
    }

    /**
     * The next page for a reader. Reading takes nothing away.
     *
     * @param cursor the id of the last entry that the reader has seen, 0 for none
     * @throws IllegalArgumentException if the cursor is negative, or names an entry that does not exist yet
     */
    public Page after(long cursor) {
        throw new TestAbortedException("2.1 MessageLog.after: not started");
    }
}
