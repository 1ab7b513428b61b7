package com.example.tools.learn.screen;

import com.example.tools.course.Language;
import com.example.tools.learn.Syllabus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jline.utils.AttributedString;

/** The screen: where the learner is, as much as fits of one thing to read, and how far the course is. */
public final class View {

    /** Something to read, made for the width that the terminal has at that moment. */
    public interface Body extends Function<ExercisePage, List<AttributedString>> { }

    private final Syllabus syllabus;
    private final Console console;
    private final boolean colours;
    private final Body usual;
    private final Supplier<String> place;
    private Body body;
    private int scroll;
    private int room;
    private String notice = "";

    /**
     * @param usual   what is shown unless something else was asked for
     * @param colours whether to use them
     * @param place   the file that the reader is at, with a line, as terminals make a link of it
     */
    public View(Syllabus syllabus, Console console, boolean colours, Body usual,
                Supplier<String> place) {
        this.syllabus = syllabus;
        this.console = console;
        this.colours = colours;
        this.usual = usual;
        this.place = place;
        this.body = usual;
    }

    /** Shows something that was asked for, from its top. */
    public void show(Body asked) {
        body = asked;
        scroll = 0;
    }

    /** As above, from its end. */
    public void showEnd(Body asked) {
        body = asked;
        scroll = Integer.MAX_VALUE;
    }

    /** Back to the usual. */
    public void back() {
        show(usual);
    }

    boolean isUsual() {
        return body == usual;
    }

    /** A sentence above the bar, until the next one; empty for none. */
    public void say(String sentence) {
        notice = sentence;
    }

    public void lines(int down) {
        scroll += down;
    }

    /** A screen up or down, less two lines that stay for the reader. */
    public void pages(int down) {
        scroll += down * Math.max(1, room - 2);
    }

    public void draw() {
        ExercisePage page = new ExercisePage(syllabus, console.width(), console.hasSigns(), colours);
        List<AttributedString> foot = page.foot(notice);
        List<AttributedString> screen = new ArrayList<>(page.head(place.get()));
        List<AttributedString> middle = body.apply(page);
        room = console.height() - screen.size() - foot.size();
        if (middle.size() <= room) {
            scroll = 0;
            screen.addAll(middle);
            for (int i = middle.size(); i < room && console.isScreen(); i++) {
                screen.add(AttributedString.EMPTY);
            }
        } else {
            int shown = Math.max(1, room - 1);
            scroll = Math.max(0, Math.min(scroll, middle.size() - shown));
            screen.addAll(middle.subList(scroll, scroll + shown));
            int below = middle.size() - scroll - shown;
            screen.add(page.quiet(below > 0 ? Language.say("-- %d more lines: space --", below)
                    : Language.say("-- the end: b goes up --")));
        }
        screen.addAll(foot);
        console.show(screen);
    }
}
