package com.example.tools.learn.screen;

import static com.example.tools.course.Language.say;

import com.example.tools.judge.Verdict;
import com.example.tools.learn.Feedback;
import com.example.tools.learn.Mark;
import com.example.tools.learn.Syllabus;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** The texts of the loop, as lines with colours: what is said about an exercise, the list, the bar. */
public final class ExercisePage {

    private static final int OUTPUT_LINES = 8;
    private static final int OTHERS_SHOWN = 8;
    private static final String KEYS =
            "e edit   h hint   n next   l list   r reset   s solution   t task   q quit";

    private final Syllabus syllabus;
    private final int width;
    private final boolean signs;
    private final boolean colours;

    /** @param width what a line must not exceed, in columns */
    public ExercisePage(Syllabus syllabus, int width, boolean signs, boolean colours) {
        this.syllabus = syllabus;
        this.width = width;
        this.signs = signs;
        this.colours = colours;
    }

    /** Where the reader is: the exercise and its file. */
    List<AttributedString> head(String place) {
        Syllabus.Item item = syllabus.current();
        List<AttributedString> lines = new ArrayList<>();
        add(lines, item.exercise().title() + "   (" + item.lesson().name() + ")", AttributedStyle.BOLD);
        add(lines, place, faint());
        add(lines, "", AttributedStyle.DEFAULT);
        return lines;
    }

    /** How far the course is, and the keys. */
    List<AttributedString> foot(String notice) {
        List<AttributedString> lines = new ArrayList<>();
        add(lines, "", AttributedStyle.DEFAULT);
        if (!notice.isEmpty()) {
            add(lines, notice, AttributedStyle.BOLD);
        }
        lines.add(bar());
        // The learners' copy has no solutions.
        boolean solutions = syllabus.items().stream().anyMatch(one -> Files.exists(one.solution()));
        add(lines, solutions ? say(KEYS) : say(KEYS).replaceFirst("s \\S+ {3}", ""), faint());
        return lines;
    }

    /** One sign for each exercise, a gap between lessons. */
    AttributedString bar() {
        AttributedStringBuilder bar = new AttributedStringBuilder();
        Syllabus.Item before = null;
        for (Syllabus.Item item : syllabus.items()) {
            if (before != null && !before.lesson().equals(item.lesson())) {
                bar.append(" ");
            }
            Mark mark = syllabus.mark(item);
            boolean here = item.equals(syllabus.current());
            AttributedStyle style = style(mark);
            bar.append(sign(mark), colours && here ? style.inverse() : style);
            before = item;
        }
        bar.append("  " + say("%d of %d solved", syllabus.solved(), syllabus.items().size()));
        return bar.toAttributedString();
    }

    /** All exercises below their lessons; the current one is marked. */
    public List<AttributedString> list() {
        List<AttributedString> lines = new ArrayList<>();
        Syllabus.Item before = null;
        for (Syllabus.Item item : syllabus.items()) {
            if (before == null || !before.lesson().equals(item.lesson())) {
                add(lines, item.lesson().name(), AttributedStyle.BOLD);
            }
            Mark mark = syllabus.mark(item);
            String here = item.equals(syllabus.current()) ? " " + say("<- you are here") : "";
            add(lines, "  " + sign(mark) + " " + item.exercise().title() + here, style(mark));
            before = item;
        }
        add(lines, "", AttributedStyle.DEFAULT);
        add(lines, Arrays.stream(Mark.values()).map(mark -> sign(mark) + " " + mark.means())
                .collect(Collectors.joining("   ")), faint());
        return lines;
    }

    /** A verdict: one sentence, then the story of the first test that failed. */
    List<AttributedString> verdict(Feedback outcome, String after) {
        List<AttributedString> lines = new ArrayList<>();
        add(lines, sign(outcome.mark()) + " " + outcome.headline() + after, style(outcome.mark()));
        add(lines, "", AttributedStyle.DEFAULT);
        if (!outcome.details().isEmpty()) {
            add(lines, outcome.details(), AttributedStyle.DEFAULT);
            add(lines, "", AttributedStyle.DEFAULT);
        }
        lines.addAll(story(outcome.failed()));
        if (outcome.mark() != Mark.SOLVED && !outcome.output().isBlank()) {
            List<String> printed = outcome.output().stripTrailing().lines().toList();
            add(lines, "", AttributedStyle.DEFAULT);
            add(lines, printed.size() > OUTPUT_LINES ? say("Printed (the end):") : say("Printed:"),
                    AttributedStyle.BOLD);
            printed.subList(Math.max(0, printed.size() - OUTPUT_LINES), printed.size())
                    .forEach(line -> add(lines, "  " + line, AttributedStyle.DEFAULT));
        }
        return lines;
    }

    /** What the first of the failed tests tells, and the names of the others. */
    public List<AttributedString> story(List<Verdict.Result> failed) {
        List<AttributedString> lines = new ArrayList<>();
        if (failed.isEmpty()) {
            return lines;
        }
        Verdict.Result first = failed.get(0);
        add(lines, first.name().replaceFirst("\\(\\)$", ""), AttributedStyle.BOLD);
        String message = first.message().isBlank() ? say("(it says nothing)") : first.message();
        if (first.assertion()) {
            add(lines, message.replaceFirst("^\\n+", "").stripTrailing(), AttributedStyle.DEFAULT);
        } else {
            add(lines, "  " + first.exception().replaceFirst("^.*\\.", "") + ": " + message, AttributedStyle.DEFAULT);
            add(lines, "  " + say("at %s", first.place()), AttributedStyle.DEFAULT);
        }
        List<Verdict.Result> others = failed.subList(1, failed.size());
        if (!others.isEmpty()) {
            add(lines, "", AttributedStyle.DEFAULT);
            add(lines, others.size() == 1 ? say("One more test fails:") : say("%d more tests fail:", others.size()),
                    AttributedStyle.BOLD);
            others.stream().limit(OTHERS_SHOWN).forEach(test ->
                    add(lines, "  " + test.name().replaceFirst("\\(\\)$", ""), AttributedStyle.DEFAULT));
            if (others.size() > OTHERS_SHOWN) {
                add(lines, "  " + say("and %d others", others.size() - OTHERS_SHOWN), AttributedStyle.DEFAULT);
            }
        }
        return lines;
    }

    /** Any text, with a heading if that is not empty. */
    List<AttributedString> text(String heading, String text) {
        List<AttributedString> lines = new ArrayList<>();
        if (!heading.isEmpty()) {
            add(lines, heading, AttributedStyle.BOLD);
            add(lines, "", AttributedStyle.DEFAULT);
        }
        add(lines, text, AttributedStyle.DEFAULT);
        return lines;
    }

    /** One line in a quiet colour. */
    public AttributedString quiet(String text) {
        return new AttributedString(text, faint());
    }

    private void add(List<AttributedString> lines, String text, AttributedStyle style) {
        if (text.isEmpty()) {
            lines.add(AttributedString.EMPTY);
        }
        Wrap.lines(text, width).forEach(line ->
                lines.add(new AttributedString(line, colours ? style : AttributedStyle.DEFAULT)));
    }

    private AttributedStyle faint() {
        return colours ? AttributedStyle.DEFAULT.faint() : AttributedStyle.DEFAULT;
    }

    private AttributedStyle style(Mark mark) {
        AttributedStyle plain = AttributedStyle.DEFAULT;
        if (!colours) {
            return plain;
        }
        return switch (mark) {
            case SOLVED -> plain.foreground(AttributedStyle.GREEN);
            case WRONG -> plain.foreground(AttributedStyle.RED);
            case STARTED -> plain.foreground(AttributedStyle.YELLOW);
            case WAITING, UNKNOWN -> plain;
        };
    }

    private String sign(Mark mark) {
        return switch (mark) {
            case SOLVED -> signs ? "✔" : "+";
            case WRONG -> signs ? "✘" : "x";
            case STARTED -> signs ? "◐" : "o";
            case WAITING -> signs ? "↷" : ".";
            case UNKNOWN -> "?";
        };
    }
}
