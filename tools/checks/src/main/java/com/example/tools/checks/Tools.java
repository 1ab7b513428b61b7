package com.example.tools.checks;

import com.example.tools.course.Course;
import com.example.tools.grade.Grade;
import com.example.tools.grade.Strip;
import com.example.tools.learn.Start;
import com.example.tools.mistakes.HalfDone;
import com.example.tools.mistakes.MadeUpClass;
import com.example.tools.mistakes.Mistakes;
import com.example.tools.mistakes.Repeat;
import com.example.tools.mutation.Mutation;
import com.example.tools.quote.Quotes;
import com.example.tools.sidebyside.SideBySide;
import com.example.tools.texts.Rules;
import com.example.tools.texts.Snippets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The programs over all lessons. The first argument names one, the rest are its arguments; without an argument the
 * programs are listed.
 */
public final class Tools {

    /** A program: it gets the course and its arguments, prints, and returns its exit code. */
    private interface Program {
        int run(Course course, List<String> args) throws Exception;
    }

    private record Entry(String arguments, String does, Program program) { }

    private static final Map<String, Entry> PROGRAMS = new LinkedHashMap<>();

    static {
        PROGRAMS.put("grade", new Entry("DIR [options]",
                "judge a folder of submissions, and write the grade sheet", Grade::main));
        PROGRAMS.put("merge", new Entry("OUT PART...",
                "put the grade sheets of parts of a class together", Grade::merge));
        PROGRAMS.put("strip", new Entry("FOLDER",
                "make the learners' copy, without solutions and known mistakes", Strip::main));
        PROGRAMS.put("rehearse", new Entry("DIR [students] [seed]",
                "make up a class of submissions, to try the grading with", MadeUpClass::main));
        PROGRAMS.put("mistakes", new Entry("[lesson or exercise]",
                "judge the known mistakes, and show what a learner would read", Mistakes::main));
        PROGRAMS.put("half-done", new Entry("[lesson or exercise]",
                "judge exercises of which some methods are written and others are not", HalfDone::main));
        PROGRAMS.put("repeat", new Entry("4.2 200 [mistakes]",
                "judge an exercise so many times, under load, and count wrong verdicts", Repeat::main));
        PROGRAMS.put("mutation", new Entry("solutions|lesson 04",
                "change single operations of a lesson's code, and count what its tests notice", Mutation::main));
        PROGRAMS.put("snippets", new Entry("[part of a path]",
                "rewrite quoted code and output in the READMEs from their sources", Snippets::main));
        PROGRAMS.put("quote", new Entry("[name] [--html]",
                "print a piece of a lesson's code with its licence line, or all names", Quotes::main));
        PROGRAMS.put("rules", new Entry("[part of a path]",
                "check links, copies and the rules of the house", Rules::main));
        PROGRAMS.put("sidebyside", new Entry("[port]",
                "serve all lessons, and a page that shows four rooms at once, until Ctrl-C", SideBySide::main));
        PROGRAMS.put("learn", new Entry("", "prepare the learner's loop, which ./learn in the root starts",
                Start::main));
    }

    private Tools() {
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            PROGRAMS.forEach((name, entry) ->
                    System.out.printf("%-46s %s%n", name + " " + entry.arguments(), entry.does()));
            return;
        }
        Entry entry = PROGRAMS.get(args[0]);
        if (entry == null) {
            System.err.println("There is no program " + args[0] + ", only " + String.join(", ", PROGRAMS.keySet())
                    + ".");
            System.exit(2);
        }
        int exit = entry.program().run(Course.here(), Arrays.asList(args).subList(1, args.length));
        if (exit != 0) {
            // Under exec:java this also ends Maven: the exit code is what scripts look at.
            System.exit(exit);
        }
    }
}
