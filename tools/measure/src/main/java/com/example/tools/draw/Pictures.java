package com.example.tools.draw;

import com.example.tools.cost.CostCsv;
import com.example.tools.cost.CostTables;
import com.example.tools.cost.Film;
import com.example.tools.cost.Talk;
import com.example.tools.course.Course;
import com.example.tools.course.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything that is made out of the measurements: pictures, and tables in the READMEs, between
 * {@code <!-- cost: WHAT -->} and {@code <!-- /cost -->}, where WHAT is a lesson's number as its folder has it, or a
 * talk and a number of readers: {@code chatty 100}.
 */
public final class Pictures {

    private static final Pattern BLOCK = Pattern.compile("<!-- cost: (.+?) -->\n(.*?)<!-- /cost -->", Pattern.DOTALL);
    private static final int CROWD = 100;

    private Pictures() {
    }

    /** Writes the pictures, and rewrites the tables. */
    public static void write(Course course) throws IOException, InterruptedException {
        for (Map.Entry<Path, String> file : made(course).entrySet()) {
            Files.createDirectories(file.getKey().getParent());
            if (!Files.exists(file.getKey()) || !Files.readString(file.getKey()).equals(file.getValue())) {
                Files.writeString(file.getKey(), file.getValue());
                System.out.println("written: " + course.name(file.getKey()));
            }
        }
    }

    /** One sentence for each picture or table that is not what the measurements make of it. */
    public static List<String> check(Course course) throws IOException, InterruptedException {
        List<String> problems = new ArrayList<>();
        for (Map.Entry<Path, String> file : made(course).entrySet()) {
            if (!Files.exists(file.getKey()) || !Files.readString(file.getKey()).equals(file.getValue())) {
                problems.add(course.name(file.getKey()) + " is not what the measurements make of it: the program"
                        + " \"cost draw\" writes it.");
            }
        }
        return problems;
    }

    /** What every file that depends on the measurements must contain. */
    private static Map<Path, String> made(Course course) throws IOException, InterruptedException {
        CostCsv results = CostCsv.read(course);
        Map<Path, String> files = new LinkedHashMap<>();
        Path folder = course.root().resolve(CostCsv.FILE).getParent();
        if (!results.all().isEmpty()) {
            for (Talk talk : Talk.all()) {
                files.put(folder.resolve("delay-bytes-" + talk.name() + ".svg"),
                        DelayAgainstBytes.draw(results, talk.name(), CROWD));
                files.put(folder.resolve("growth-" + talk.name() + ".svg"), Growth.draw(results, talk.name()));
            }
        }
        Film film = Film.read(course);
        if (!film.scenes().isEmpty()) {
            files.put(folder.resolve("timeline.svg"), TimeLine.draw(film));
        }
        for (Path markdown : Markdown.files(course)) {
            String text = Files.readString(markdown);
            Matcher block = BLOCK.matcher(text);
            if (block.find()) {
                files.put(markdown, block.replaceAll(found -> Matcher.quoteReplacement("<!-- cost: " + found.group(1)
                        + " -->\n" + String.join("\n", table(results, found.group(1), markdown))
                        + "\n<!-- /cost -->")));
            }
        }
        return files;
    }

    private static List<String> table(CostCsv results, String what, Path markdown) {
        String[] words = what.split(" ");
        if (words.length == 2 && words[1].matches("\\d+")
                && results.all().stream().anyMatch(one -> one.talk().equals(words[0])
                        && one.readers() == Integer.parseInt(words[1]))) {
            return CostTables.overview(results, words[0], Integer.parseInt(words[1]));
        }
        if (what.matches("\\d\\d")
                && results.all().stream().anyMatch(one -> one.way().lesson() == Integer.parseInt(what))) {
            return CostTables.lesson(results, Integer.parseInt(what));
        }
        throw new IllegalArgumentException(markdown + ": nothing was measured of " + what + ".");
    }
}
