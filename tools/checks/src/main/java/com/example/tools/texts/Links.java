package com.example.tools.texts;

import com.example.tools.course.Course;
import com.example.tools.course.Markdown;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Proves that the links between the course's files lead somewhere: the file or folder exists, inside the course and
 * with the same upper and lower case, and the anchor is a heading there; a test that is named is in its class. Links
 * to other sites are not followed.
 */
public final class Links {

    private static final Pattern HEADING = Pattern.compile(" {0,3}#{1,6}\\s+(.*?)\\s*#*\\s*");
    private static final Pattern ID = Pattern.compile("<[^>]*\\b(?:id|name)=\"([^\"]+)\"");
    private static final Pattern INLINE_CODE = Pattern.compile("(`+)(?!`).*?(?<!`)\\1(?!`)");
    private static final List<Pattern> TARGETS = List.of(
            Pattern.compile("]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)"),
            Pattern.compile("^ {0,3}\\[[^\\]]+]:\\s*<?(\\S+?)>?(?:\\s.*)?$"),
            Pattern.compile("<[^>]*\\b(?:href|src)=\"([^\"]+)\""));

    /** A test by its name: {@code [`a_name`](.../XTest.java)}. */
    private static final Pattern TEST = Pattern.compile("\\[`([a-z]\\w+)`]\\(([^)\\s]+Test\\.java)\\)");

    private final Course course;
    private final Map<Path, Set<String>> anchors = new HashMap<>();

    public Links(Course course) {
        this.course = course;
    }

    /** One sentence for each link in a Markdown file that leads nowhere. */
    public List<String> check(Path file) throws IOException {
        List<String> problems = new ArrayList<>();
        Markdown markdown = Markdown.read(file);
        boolean[] code = markdown.code();
        for (int i = 0; i < code.length; i++) {
            if (code[i]) {
                continue;
            }
            Matcher test = TEST.matcher(markdown.lines().get(i));
            while (test.find()) {
                Path source = file.resolveSibling(test.group(2)).normalize();
                if (Files.exists(source) && !Files.readString(source).contains("void " + test.group(1) + "(")) {
                    problems.add(course.name(file) + ":" + (i + 1) + ": there is no test " + test.group(1) + " in "
                            + course.name(source) + ".");
                }
            }
            String prose = INLINE_CODE.matcher(markdown.lines().get(i)).replaceAll("");
            for (Pattern pattern : TARGETS) {
                Matcher target = pattern.matcher(prose);
                while (target.find()) {
                    String problem = problem(file, target.group(1));
                    if (problem != null) {
                        problems.add(course.name(file) + ":" + (i + 1) + ": the link to " + target.group(1)
                                + " leads nowhere: " + problem + ".");
                    }
                }
            }
        }
        return problems;
    }

    private String problem(Path from, String target) throws IOException {
        if (target.matches("[a-zA-Z][a-zA-Z0-9+.-]*:.*") || target.startsWith("//")) {
            return null;
        }
        String[] parts = target.split("#", 2);
        String name = URLDecoder.decode(parts[0].replace("+", "%2B"), StandardCharsets.UTF_8);
        Path to = name.isEmpty() ? from : from.getParent().resolve(name).normalize();
        if (!to.startsWith(course.root())) {
            return "it leaves the course";
        }
        if (!Files.exists(to) || !to.toRealPath().toString().endsWith(to.getFileName().toString())) {
            return "there is no such file";
        }
        if (parts.length == 1) {
            return null;
        }
        if (parts[1].matches("L\\d+(-L\\d+)?") && Files.isRegularFile(to) && !isMarkdown(to)) {
            return null;
        }
        Path page = Files.isDirectory(to) ? to.resolve("README.md") : to;
        return isMarkdown(page) && Files.exists(page) && anchors(page).contains(parts[1]) ? null
                : "no heading there gives #" + parts[1];
    }

    private static boolean isMarkdown(Path file) {
        return file.getFileName().toString().endsWith(".md");
    }

    private Set<String> anchors(Path file) throws IOException {
        if (!anchors.containsKey(file)) {
            Markdown markdown = Markdown.read(file);
            boolean[] code = markdown.code();
            Set<String> found = new HashSet<>();
            Map<String, Integer> seen = new HashMap<>();
            for (int i = 0; i < code.length; i++) {
                Matcher heading = HEADING.matcher(markdown.lines().get(i));
                if (!code[i] && heading.matches()) {
                    String slug = slug(heading.group(1));
                    int before = seen.merge(slug, 1, Integer::sum) - 1;
                    found.add(before == 0 ? slug : slug + "-" + before);
                }
                Matcher id = ID.matcher(markdown.lines().get(i));
                while (!code[i] && id.find()) {
                    found.add(id.group(1));
                }
            }
            anchors.put(file, found);
        }
        return anchors.get(file);
    }

    /** The anchor that GitHub gives a heading: what is not a letter, digit, hyphen or underscore goes; blanks are -. */
    static String slug(String heading) {
        return heading.replaceAll("!?\\[([^\\]]*)]\\([^)]*\\)", "$1").replaceAll("<[^>]*>", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{Pc} -]", "")
                .replace(' ', '-');
    }
}
