package com.example.tools.grade;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the words behind {@code grade} ask for.
 *
 * @param submissions the folder of submissions
 * @param out         where the sheet goes
 * @param weights     the file with the weights; null for one point each
 * @param lessons     the numbers of the lessons to judge; none for all
 * @param part        which part of the students, from 1
 * @param parts       of how many
 * @param limit       how long one test may take
 * @param jobs        how many submissions are judged at a time
 */
public record Options(Path submissions, Path out, Path weights, List<Integer> lessons, int part, int parts,
                      Duration limit, int jobs) {

    /** A word that does not fit; the message says which, and what would. */
    public static final class WrongException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        public WrongException(String message) {
            super(message);
        }
    }

    /** The students of this part: every so many-th, so that no part gets all the late ones. */
    <T> List<T> ours(List<T> all) {
        List<T> ours = new ArrayList<>();
        for (int i = part - 1; i < all.size(); i += parts) {
            ours.add(all.get(i));
        }
        return ours;
    }
}
