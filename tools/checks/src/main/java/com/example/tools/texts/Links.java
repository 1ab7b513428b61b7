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
import java.util.regex.Pattern;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;

/**
 * Proves that the links between the course's files lead somewhere: the file or folder exists, inside the course and
 * with the same upper and lower case, and the anchor is a heading there; a test that is named is in its class. Links
 * to other sites are not followed.
 */
public final class Links {

    private static final Pattern ID = Pattern.compile("<[^>]*\\b(?:id|name)=\"([^\"]+)\"");
    private static final Pattern SOURCE = Pattern.compile("<[^>]*\\b(?:href|src)=\"([^\"]+)\"");

    private final Course course;
    private final Map<Path, Set<String>> anchors = new HashMap<>();

    public Links(Course course) {
        this.course = course;
    }

    /** One sentence for each link in a Markdown file that leads nowhere. */
    public List<String> check(Path file) throws IOException {
        List<String> problems = new ArrayList<>();
        for (Node node : Markdown.read(file).nodes()) {
            String at = course.name(file) + ":" + (Markdown.line(node) + 1) + ": ";
            for (String target : targets(node)) {
                String problem = problem(file, target);
                if (problem != null) {
                    problems.add(at + "the link to " + target + " leads nowhere: " + problem + ".");
                }
            }
            // A test by its name: [`a_name`](.../XTest.java).
            if (node instanceof Link link && link.getDestination().endsWith("Test.java")
                    && link.getFirstChild() instanceof Code name && name.getLiteral().matches("[a-z]\\w+")) {
                Path source = file.resolveSibling(link.getDestination()).normalize();
                if (Files.exists(source) && !Files.readString(source).contains("void " + name.getLiteral() + "(")) {
                    problems.add(at + "there is no test " + name.getLiteral() + " in " + course.name(source) + ".");
                }
            }
        }
        return problems;
    }

    /** Where a node leads, by itself. */
    private static List<String> targets(Node node) {
        if (node instanceof Link link) {
            return List.of(link.getDestination());
        }
        if (node instanceof LinkReferenceDefinition definition) {
            return List.of(definition.getDestination());
        }
        if (node instanceof Image image) {
            return List.of(image.getDestination());
        }
        return SOURCE.matcher(html(node)).results().map(found -> found.group(1)).toList();
    }

    private static String html(Node node) {
        return node instanceof HtmlBlock block ? block.getLiteral()
                : node instanceof HtmlInline inline ? inline.getLiteral() : "";
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
            Set<String> found = new HashSet<>();
            Map<String, Integer> seen = new HashMap<>();
            for (Node node : Markdown.read(file).nodes()) {
                if (node instanceof Heading) {
                    String slug = slug(Markdown.text(node));
                    int before = seen.merge(slug, 1, Integer::sum) - 1;
                    found.add(before == 0 ? slug : slug + "-" + before);
                }
                ID.matcher(html(node)).results().forEach(id -> found.add(id.group(1)));
            }
            anchors.put(file, found);
        }
        return anchors.get(file);
    }

    /** The anchor that GitHub gives a heading: what is not a letter, digit, hyphen or underscore goes; spaces are -. */
    static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{Pc} -]", "")
                .replace(' ', '-');
    }
}
