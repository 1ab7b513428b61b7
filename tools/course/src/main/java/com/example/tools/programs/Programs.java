package com.example.tools.programs;

import java.util.List;
import java.util.Optional;

/**
 * All programs that {@code ./course} starts, in the order in which they are listed. A house's classes need not be built
 * for the list.
 *
 * @param name  the word that starts it
 * @param group for whom it is
 * @param house where it lives, below {@code tools}
 * @param does  what it does, one line
 */
public record Programs(String name, Group group, String house, String does) {

    /** The people who run a program. */
    public enum Group {
        LEARNERS("Learners"), INSTRUCTORS("Instructors"), WRITERS("Writers"), MAINTAINERS("Maintainers");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private static final List<Programs> ALL = List.of(
            new Programs("learn", Group.LEARNERS, "course", "watch the exercises, and judge what you save"),
            new Programs("mine", Group.LEARNERS, "course", "serve a lesson's page with your own exercises"),
            new Programs("sidebyside", Group.LEARNERS, "course",
                    "serve all lessons, and a page that shows four rooms at once"),
            new Programs("update", Group.LEARNERS, "course",
                    "take exercises and progress over from an older copy of the course"),
            new Programs("offline", Group.LEARNERS, "course", "fetch all that is needed to work without a network"),
            new Programs("grade", Group.INSTRUCTORS, "course", "judge a class, and write the grade sheet"),
            new Programs("merge", Group.INSTRUCTORS, "course", "put the grade sheets of parts of a class together"),
            new Programs("strip", Group.INSTRUCTORS, "course", "make the learners' copy, without the answers"),
            new Programs("rehearse", Group.INSTRUCTORS, "checks", "make up a class, to try the grading with"),
            new Programs("questions", Group.INSTRUCTORS, "checks",
                    "draw questions on what a student has solved, with a key"),
            new Programs("quote", Group.WRITERS, "course", "print a piece of code with its licence line"),
            new Programs("check", Group.MAINTAINERS, "course", "run the checks over all lessons, or some of them"),
            new Programs("snippets", Group.MAINTAINERS, "checks",
                    "rewrite the code and output that texts quote from their sources"),
            new Programs("rules", Group.MAINTAINERS, "checks", "check links, copies and the rules of the house"),
            new Programs("translations", Group.MAINTAINERS, "checks",
                    "list what is stale or missing in pages of other languages"),
            new Programs("mistakes", Group.MAINTAINERS, "checks",
                    "judge the known mistakes, and show what a learner would read"),
            new Programs("half-done", Group.MAINTAINERS, "checks",
                    "judge exercises of which some methods are written and others are not"),
            new Programs("mutation", Group.MAINTAINERS, "checks",
                    "change single operations of the code, and count what tests notice"),
            new Programs("cost", Group.MAINTAINERS, "measure", "measure what each way costs, and draw it"),
            new Programs("bench", Group.MAINTAINERS, "measure",
                    "measure the servers of lessons 06 to 08 beside others"));

    static List<Programs> in(Group group) {
        return ALL.stream().filter(one -> one.group() == group).toList();
    }

    static Optional<Programs> of(String name) {
        return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** The names of a house's programs. */
    public static List<String> namesIn(String house) {
        return ALL.stream().filter(one -> one.house().equals(house)).map(Programs::name).toList();
    }

    static List<String> names() {
        return ALL.stream().map(Programs::name).toList();
    }
}
