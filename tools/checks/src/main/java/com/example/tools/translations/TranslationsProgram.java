package com.example.tools.translations;

import com.example.tools.course.Course;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program {@code translations}. */
@Command(description = {"", "Lists what is stale or missing in the pages of other languages (X.ko.md beside X.md), and"
        + " sets and removes the lines there that say so."},
        footer = {"", "Examples:", "  ./course translations",
            "  ./course translations --stamp 02-polling/README.ko.md"})
public final class TranslationsProgram implements Callable<Integer> {

    @Option(names = "--stamp", paramLabel = "PAGE",
            description = "This page was brought up to date: its sections that have the shape of the English ones count"
                    + " as made from today's text.")
    private List<String> stamped = new ArrayList<>();

    private final Course course;

    public TranslationsProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Translation> all = Translation.of(course);
        for (String name : stamped) {
            List<Translation> pages = all.stream().filter(one -> course.name(one.page()).equals(name)).toList();
            if (pages.isEmpty()) {
                System.err.println("There is no translated page " + name + ".");
                return 2;
            }
            pages.get(0).stamp();
        }
        List<String> problems = new ArrayList<>();
        TreeSet<String> languages = new TreeSet<>();
        int words = 0;
        for (Translation one : all) {
            languages.add(one.language());
            one.mark();
            problems.addAll(one.problems());
            problems.addAll(new Terms(course, one.language()).problems(one.page()));
            for (Section section : one.stale()) {
                words += section.words();
                System.out.printf("stale    %s, \"%s\": %d words%n", course.name(one.page()), section.heading(),
                        section.words());
            }
        }
        for (String language : languages) {
            for (Path page : Translation.missing(course, language)) {
                int there = Section.of(page).stream().mapToInt(Section::words).sum();
                words += there;
                System.out.printf("missing  %s in %s: %d words%n", course.name(page), language, there);
            }
        }
        System.out.printf("%d pages in %s; %d words to translate.%n", all.size(), String.join(", ", languages), words);
        problems.forEach(problem -> System.out.println("PROBLEM: " + problem));
        return problems.isEmpty() ? 0 : 1;
    }
}
