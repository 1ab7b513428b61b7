package com.example.tools.translations;

import com.example.tools.course.Course;
import com.example.tools.course.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page and the page it was translated from. Each translated section carries, in a comment below its heading, the
 * digest of the English prose it was made from; a section whose digest is not today's is stale, and has a line that
 * says so, which {@link #mark} sets and removes.
 *
 * @param course   that has both
 * @param page     {@code X.ko.md}
 * @param english  {@code X.md}
 * @param language {@code ko}
 */
record Translation(Course course, Path page, Path english, String language) {

    private static final Pattern NAME = Pattern.compile("(.+)\\.([a-z]{2,3}(?:-[A-Z]{2})?)\\.md");
    /** Which pages a language has, if it has all that a learner reads. */
    private static final Pattern WANTED =
            Pattern.compile("(?:\\d\\d-[a-z-]+/)?README\\.md|\\d\\d-[a-z-]+/EXERCISES\\.md|docs/(?:words|learn)\\.md");
    /** In the front page of a language: what the line above a stale section says. */
    private static final Pattern SENTENCE = Pattern.compile("<!-- stale: (.+) -->");

    /** The translated pages of a course, in the order of their names. */
    static List<Translation> of(Course course) throws IOException, InterruptedException {
        List<Translation> all = new ArrayList<>();
        for (Path file : Markdown.files(course)) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
                all.add(new Translation(course, file, file.resolveSibling(name.group(1) + ".md"), name.group(2)));
            }
        }
        return all;
    }

    /** The English pages that a language lacks. */
    static List<Path> missing(Course course, String language) throws IOException, InterruptedException {
        return Markdown.files(course).stream().filter(file -> WANTED.matcher(course.name(file)).matches())
                .filter(file -> !Files.exists(translated(file, language))).toList();
    }

    private static Path translated(Path english, String language) {
        return english.resolveSibling(english.getFileName().toString().replaceFirst("\\.md$", "." + language + ".md"));
    }

    /** The English sections whose translation was made from another text, or from none that is known. */
    List<Section> stale() throws IOException {
        List<Section> stale = new ArrayList<>();
        List<Section> sources = Section.of(english);
        List<Section> sections = Section.of(page);
        for (int i = 0; i < sources.size(); i++) {
            if (i >= sections.size() || !sections.get(i).digest().equals(sources.get(i).digestOfProse())) {
                stale.add(sources.get(i));
            }
        }
        return stale;
    }

    /** One sentence for each rule that the page breaks. That it is out of date, and says so, is none. */
    List<String> problems() throws IOException {
        if (!Files.exists(english)) {
            return List.of(course.name(page) + " is a translation of " + course.name(english)
                    + ", which is not there.");
        }
        List<Section> sources = Section.of(english);
        List<Section> sections = Section.of(page);
        List<String> problems = new ArrayList<>();
        boolean anyStale = false;
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            boolean current = i < sources.size() && section.digest().equals(sources.get(i).digestOfProse());
            anyStale |= !current;
            if (current && section.marked()) {
                problems.add(where(section) + " is up to date, and says that it is not.");
            } else if (!current && !section.marked()) {
                problems.add(where(section) + " is older than the English one, and does not say so.");
            } else if (current) {
                String other = difference(sources.get(i).shape(language), section.shape(language));
                if (!other.isEmpty()) {
                    problems.add(where(section) + " has another shape than the English one: " + other);
                }
            }
            for (String link : section.pages()) {
                Path there = page.resolveSibling(translated(Path.of(link), language));
                if (!link.endsWith("." + language + ".md") && Files.exists(there) && !there.normalize().equals(page)) {
                    problems.add(where(section) + " links to " + link + ", which has a translation.");
                }
            }
        }
        if (sections.size() != sources.size() && !anyStale) {
            problems.add(course.name(page) + " has " + sections.size() + " headings, and " + course.name(english)
                    + " has " + sources.size() + ".");
        }
        return problems;
    }

    private static String difference(List<String> english, List<String> translated) {
        for (int i = 0; i < Math.max(english.size(), translated.size()); i++) {
            String there = i < english.size() ? english.get(i) : "nothing more";
            String here = i < translated.size() ? translated.get(i) : "nothing more";
            if (!there.equals(here)) {
                return "there is \"" + there + "\", here is \"" + here + "\".";
            }
        }
        return "";
    }

    private String where(Section section) {
        return course.name(page) + ":" + (section.first() + 1) + " (" + section.heading() + ")";
    }

    /** Sets the line that says that a section is out of date, or removes it; whether the page has changed. */
    boolean mark() throws IOException {
        return write(false);
    }

    /** As {@link #mark}, and each section that has the shape of the English one counts as made from today's text. */
    boolean stamp() throws IOException {
        return write(true);
    }

    private boolean write(boolean stamp) throws IOException {
        List<Section> sources = Section.of(english);
        List<Section> sections = Section.of(page);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            Section source = i < sources.size() ? sources.get(i) : null;
            boolean alike = source != null && source.shape(language).equals(section.shape(language));
            String today = source == null ? "" : source.digestOfProse();
            String digest = stamp && alike ? today : section.digest();
            List<String> rest = section.lines();
            if (section.level() > 0) {
                lines.add(rest.get(0));
                rest = rest.subList(1, rest.size());
            }
            if (!digest.isEmpty()) {
                lines.add("<!-- english: " + digest + " -->");
            }
            if (source == null || !digest.equals(today)) {
                lines.add(Section.MARK + " " + sentence() + " " + link(source));
                if (!rest.isEmpty() && !rest.get(0).isBlank()) {
                    // Or it would be read as part of the quotation.
                    lines.add("");
                }
            }
            lines.addAll(rest);
        }
        String text = String.join("\n", lines) + "\n";
        boolean changed = !text.equals(Files.readString(page));
        if (changed) {
            Files.writeString(page, text);
        }
        return changed;
    }

    private String sentence() throws IOException {
        Path front = course.root().resolve("README." + language + ".md");
        if (Files.exists(front)) {
            Matcher sentence = SENTENCE.matcher(Files.readString(front));
            if (sentence.find()) {
                return sentence.group(1);
            }
        }
        return "This section is older than the English one:";
    }

    private String link(Section source) {
        String name = english.getFileName().toString();
        boolean title = source == null || source.level() < 2;
        return "[" + name + "](" + name + (title ? "" : "#" + anchor(source.heading())) + ")";
    }

    /** The anchor that GitHub gives a heading. */
    private static String anchor(String heading) {
        return heading.replaceAll("!?\\[([^\\]]*)]\\([^)]*\\)", "$1").replaceAll("<[^>]*>", "").toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{Pc} -]", "").replace(' ', '-');
    }
}
