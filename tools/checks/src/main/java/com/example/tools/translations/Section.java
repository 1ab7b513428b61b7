package com.example.tools.translations;

import com.example.tools.course.Markdown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A heading of a page and what follows it, up to the next heading of any level.
 *
 * @param level   1 for the title, 2 for {@code ##}; 0 for what is before the first heading
 * @param heading its text
 * @param first   the line of the heading in the page, counted from 0
 * @param lines   the section's lines, the heading first; without what the program itself has put there
 * @param digest  of a translated section: that of the English one it was made from; empty if it has none
 * @param marked  whether it has the line that says that it is out of date
 */
record Section(int level, String heading, int first, List<String> lines, String digest, boolean marked) {

    static final Pattern DIGEST = Pattern.compile("<!-- english: ([0-9a-f]*) -->");
    static final String MARK = "> <!-- stale -->";

    private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(.*?)\\s*#*\\s*");
    /** A comment that a translation has, too; {@code stale} and {@code never} are the language's own. */
    private static final Pattern MARKER =
            Pattern.compile("\\s*<!-- (?!(?:stale|never):)(/?[a-z]+)(: .*)? -->\\s*");
    private static final Pattern FENCE = Pattern.compile("\\s*(?:```+|~~~+)(\\w*).*");
    private static final Pattern CODE = Pattern.compile("(`+)(?!`).*?(?<!`)\\1(?!`)");
    private static final Pattern LINK = Pattern.compile("]\\(\\s*<?([^)\\s>]+)>?\\s*\\)|\\b(?:href|src)=\"([^\"]+)\"");
    private static final int DIGITS = 12;

    /** The sections of a page, in order. */
    static List<Section> of(Path page) throws IOException {
        Markdown markdown = Markdown.read(page);
        boolean[] code = markdown.code();
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < code.length; i++) {
            if (!code[i] && HEADING.matcher(markdown.lines().get(i)).matches() || i == 0) {
                starts.add(i);
            }
        }
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : code.length;
            sections.add(section(starts.get(i), markdown.lines().subList(starts.get(i), end)));
        }
        return sections;
    }

    private static Section section(int first, List<String> all) {
        Matcher heading = HEADING.matcher(all.get(0));
        boolean headed = heading.matches();
        List<String> lines = new ArrayList<>();
        String digest = "";
        boolean marked = false;
        for (String line : all) {
            Matcher stamp = DIGEST.matcher(line);
            if (stamp.matches()) {
                digest = stamp.group(1);
            } else if (line.startsWith(MARK)) {
                marked = true;
            } else {
                lines.add(line);
            }
        }
        return new Section(headed ? heading.group(1).length() : 0, headed ? heading.group(2) : "", first,
                List.copyOf(lines), digest, marked);
    }

    /** What a translation of this section has as its digest. It is the same when only generated blocks differ. */
    String digestOfProse() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", prose()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** How many words a translator has to read. */
    int words() {
        return (int) prose().stream().flatMap(line -> List.of(line.split("\\s+")).stream())
                .filter(word -> word.matches(".*[\\p{L}\\p{N}].*")).count();
    }

    /** The lines without generated blocks and without empty lines; spaces at the ends do not count. */
    private List<String> prose() {
        List<String> prose = new ArrayList<>();
        String until = null;
        String marker = null;
        for (String line : lines) {
            Matcher comment = MARKER.matcher(line);
            Matcher fence = FENCE.matcher(line);
            if (until != null) {
                // Inside a generated block.
                until = line.strip().equals(until) ? null : until;
            } else if (comment.matches()) {
                prose.add(line.strip());
                marker = comment.group(2) == null ? null : comment.group(1);
                until = "cost".equals(marker) ? "<!-- /cost -->" : null;
            } else if (marker != null && fence.matches()) {
                until = line.strip().replaceFirst("^(`+|~+).*", "$1");
                marker = null;
            } else if (!line.isBlank()) {
                prose.add(line.strip());
                marker = null;
            }
        }
        return prose;
    }

    /**
     * What a translation must have in common with its source: the level of the heading, then in their order sources of
     * blocks, languages of fences, sizes of tables and what can be folded; then, sorted, where links lead, since a
     * sentence has another order in another language.
     */
    List<String> shape(String language) {
        List<String> shape = new ArrayList<>(List.of("a heading of level " + level));
        List<String> links = new ArrayList<>();
        String fence = null;
        int rows = 0;
        for (String line : lines) {
            Matcher opens = FENCE.matcher(line);
            if (fence != null) {
                fence = line.strip().equals(fence) ? null : fence;
                continue;
            }
            boolean row = line.startsWith("|");
            if (!row && rows > 0) {
                shape.add("a table of " + rows + " rows");
            }
            rows = row ? rows + 1 : 0;
            if (row) {
                shape.add("a row of " + CODE.matcher(line).replaceAll("").replaceAll("\\\\\\||[^|]", "").length()
                        + " bars");
            } else if (MARKER.matcher(line).matches()) {
                shape.add(line.strip());
            } else if (opens.matches()) {
                fence = line.strip().replaceFirst("^(`+|~+).*", "$1");
                shape.add("a block of " + (opens.group(1).isEmpty() ? "text" : opens.group(1)));
            } else if (line.contains("<details>")) {
                shape.add("something folded");
            }
            Matcher link = LINK.matcher(CODE.matcher(line).replaceAll("``"));
            while (link.find()) {
                links.add("a link to " + target(link.group(1) != null ? link.group(1) : link.group(2), language));
            }
        }
        if (rows > 0) {
            shape.add("a table of " + rows + " rows");
        }
        Collections.sort(links);
        shape.addAll(links);
        return shape;
    }

    /** Where a link leads, in English: headings have other anchors in other languages. */
    private static String target(String link, String language) {
        String path = link.replaceFirst("#.*", "");
        boolean page = path.isEmpty() || path.endsWith(".md");
        return page ? path.replaceFirst("\\." + language + "\\.md$", ".md") : link;
    }

    /** Links to pages, as they are written, without anchors. */
    List<String> pages() {
        List<String> pages = new ArrayList<>();
        for (String line : lines) {
            Matcher link = LINK.matcher(line);
            while (link.find()) {
                String path = (link.group(1) != null ? link.group(1) : link.group(2)).replaceFirst("#.*", "");
                if (path.endsWith(".md") && !path.contains(":")) {
                    pages.add(path);
                }
            }
        }
        return pages;
    }
}
