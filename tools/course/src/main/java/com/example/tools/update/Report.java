package com.example.tools.update;

import java.util.ArrayList;
import java.util.List;

/** What an update did, as a learner reads it. */
final class Report {

    /** How many lines of a stub's change a screen gets; the file has all. */
    static final int SHOWN = 12;

    private Report() {
    }

    static List<String> lines(String title, List<Update.Change> changes, int shown) {
        List<String> lines = new ArrayList<>(List.of(title, ""));
        for (Update.Change change : changes) {
            String word = word(change.fate());
            if (!word.isEmpty() || !change.says().isEmpty()) {
                lines.add(String.format("  %-10s %s", word.isEmpty() ? "not begun" : word, change.title()));
                change.says().forEach(sentence -> lines.add("             " + sentence));
                change.stub().stream().limit(shown).forEach(line -> lines.add("               " + line));
                if (change.stub().size() > shown) {
                    lines.add("               ... " + (change.stub().size() - shown) + " more lines");
                }
            }
        }
        lines.add((lines.size() == 2 ? "" : "\n") + count(changes, Update.Fate.TAKEN, "taken") + ", "
                + count(changes, Update.Fate.HERE, "here already") + ", "
                + count(changes, Update.Fate.KEPT, "kept beside") + ", "
                + count(changes, Update.Fate.NOT_BEGUN, "not begun there") + ", "
                + count(changes, Update.Fate.NEW, "new") + ".");
        return lines;
    }

    private static String count(List<Update.Change> changes, Update.Fate fate, String word) {
        return changes.stream().filter(change -> change.fate() == fate).count() + " " + word;
    }

    private static String word(Update.Fate fate) {
        return switch (fate) {
            case TAKEN -> "taken";
            case KEPT -> "kept";
            case NEW -> "new";
            case GONE -> "gone";
            case ADDED -> "your own";
            case HERE, NOT_BEGUN -> "";
        };
    }
}
