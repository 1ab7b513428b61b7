package com.example.tools.course;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Finds the name that was meant by a mistyped one. */
public final class Near {

    private static final int SHOWN = 5;

    private Near() {
    }

    /**
     * The names nearest to a word: those that contain it, or else those that differ least, in about a third of it.
     */
    public static List<String> to(String word, Collection<String> names) {
        String wanted = word.toLowerCase(Locale.ROOT);
        List<String> containing = names.stream().filter(one -> one.toLowerCase(Locale.ROOT).contains(wanted))
                .limit(SHOWN).toList();
        if (!containing.isEmpty()) {
            return containing;
        }
        int best = names.stream().mapToInt(one -> distance(one.toLowerCase(Locale.ROOT), wanted)).min().orElse(0);
        return best > (wanted.length() + 1) / 3 ? List.of() : names.stream()
                .filter(one -> distance(one.toLowerCase(Locale.ROOT), wanted) == best).limit(SHOWN).toList();
    }

    /** The end of a sentence that says that there is no such name. */
    public static String proposal(String word, Collection<String> names) {
        List<String> near = to(word, names);
        return near.isEmpty() ? "." : "; is it " + String.join(" or ", near) + "?";
    }

    /** How many letters must be put in, left out or changed. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
