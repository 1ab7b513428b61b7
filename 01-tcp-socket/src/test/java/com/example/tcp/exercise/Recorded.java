package com.example.tcp.exercise;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/**
 * What an answer has done, one after the other. Ten thousand are more than any right answer needs: an answer that goes
 * on is stopped by an {@link Error}, which tells the story, before it has filled the heap or kept the machine busy.
 */
final class Recorded<E> extends AbstractList<E> {

    private static final int MOST = 10_000;

    private final String what;
    private final List<E> first = new ArrayList<>();

    /** @param what the name of those that are recorded, in the plural */
    Recorded(String what) {
        this.what = what;
    }

    @Override
    public boolean add(E one) {
        if (first.size() == MOST) {
            throw new Error(MOST + " " + what + ", and there is no end to them");
        }
        return first.add(one);
    }

    /** The one at that index, which a right answer has done by now. */
    E at(Story story, int index) {
        story.that(index < size(), "at least " + (index + 1) + " " + what, String.valueOf(size()));
        return get(index);
    }

    @Override
    public E get(int index) {
        return first.get(index);
    }

    @Override
    public int size() {
        return first.size();
    }

    @Override
    public void clear() {
        first.clear();
    }
}
