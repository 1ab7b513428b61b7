package com.example.tools.quote;

import com.example.tools.course.Course;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program {@code quote}: prints a piece of code, or the names of all. */
@Command(description = {"", "Without a name it lists all names; docs/quotes.md says what each shows."}, footer = {"",
    "Examples:", "  ./course quote", "  ./course quote 05/AcceptKey#of",
    "  ./course quote 05/AcceptKey#of --html > accept.html",
    "  ./course quote 05/AcceptKey#of --permalink https://example.org/course"})
public final class QuoteProgram implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "NN/Class#region, or NN/InOneFile for a whole file.")
    private String name;
    @Option(names = "--html", description = "As HTML for a web page; without it as Markdown.")
    private boolean html;
    @Option(names = "--permalink", paramLabel = "BASE", description = "Where the course is published: its file is then "
            + "a link to the lines in the version's tag, BASE/blob/vVERSION/FILE. Without it, what the root pom.xml "
            + "says in <scm><url>.")
    private String base;

    private final Course course;

    public QuoteProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws IOException {
        if (name == null) {
            Quotes.all(course).keySet().forEach(System.out::println);
            return 0;
        }
        Quotes.Quote quote = Quotes.of(course, name);
        if (!quote.name().equals(name)) {
            System.err.println(name + " is now called " + quote.name() + ".");
        }
        if (base != null && !base.matches("https?://[^\\s/]+(/\\S*)?")) {
            throw new IllegalArgumentException("--permalink wants an address, such as https://example.org/course, not "
                    + base + ".");
        }
        String home = base != null ? base : Quotes.home(course);
        System.out.print(html ? Quotes.html(course, quote, home) : Quotes.markdown(course, quote, home));
        return 0;
    }
}
