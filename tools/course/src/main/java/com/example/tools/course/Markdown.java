package com.example.tools.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown file, as far as the checks need it: which lines are prose and which are code, and the fenced blocks whose
 * content comes from somewhere else. Such a block follows a comment that names its source:
 *
 * <pre>
 * &lt;!-- snippet: src/main/java/com/example/tcp/ChatServer.java#accept --&gt;
 * ```java
 * ...
 * ```
 * </pre>
 *
 * @param file  where it is
 * @param lines its lines
 */
public record Markdown(Path file, List<String> lines) {

    private static final Pattern MARKER =
            Pattern.compile("\\s*<!-- (snippet|quote|output|figures|mistake): (.+?) -->\\s*");
    private static final Pattern FENCE = Pattern.compile("(\\s*)(```+|~~~+)(.*)");

    /**
     * A fenced block whose content comes from somewhere else.
     *
     * @param kind   snippet, quote, output, figures or mistake
     * @param source what the comment says behind the colon
     * @param marker the comment's line, counted from 0
     * @param first  the first line of the content, counted from 0; -1 if no fenced block follows the comment
     * @param end    the line of the closing fence
     * @param indent the spaces before the fence, which are before each line of the content too
     */
    public record Block(String kind, String source, int marker, int first, int end, String indent) { }

    /** Every Markdown file of the course; what is among test data is not one. */
    public static List<Path> files(Course course) throws IOException, InterruptedException {
        return TreeCopy.files(course).stream()
                .filter(name -> name.endsWith(".md") && !name.contains("/src/test/resources/"))
                .map(course.root()::resolve).toList();
    }

    public static Markdown read(Path file) throws IOException {
        return new Markdown(file, Files.readAllLines(file));
    }

    /** Which lines are inside a fenced block, its fences included. */
    public boolean[] code() {
        boolean[] code = new boolean[lines.size()];
        String open = null;
        for (int i = 0; i < code.length; i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            boolean isFence = fence.matches();
            code[i] = open != null || isFence;
            if (open == null && isFence) {
                open = fence.group(2);
            } else if (open != null && isFence && fence.group(2).startsWith(open) && fence.group(3).isBlank()) {
                open = null;
            }
        }
        return code;
    }

    /** The blocks with a source, from top to bottom. */
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        boolean[] code = code();
        for (int i = 0; i < lines.size(); i++) {
            Matcher marker = MARKER.matcher(lines.get(i));
            if (!code[i] && marker.matches()) {
                blocks.add(block(marker.group(1), marker.group(2).strip(), i));
            }
        }
        return blocks;
    }

    private Block block(String kind, String source, int marker) {
        int fence = marker + 1;
        while (fence < lines.size() && lines.get(fence).isBlank()) {
            fence++;
        }
        Matcher open = FENCE.matcher(fence < lines.size() ? lines.get(fence) : "");
        if (open.matches()) {
            for (int end = fence + 1; end < lines.size(); end++) {
                Matcher close = FENCE.matcher(lines.get(end));
                if (close.matches() && close.group(2).startsWith(open.group(2)) && close.group(3).isBlank()) {
                    return new Block(kind, source, marker, fence + 1, end, open.group(1));
                }
            }
        }
        return new Block(kind, source, marker, -1, -1, "");
    }

    /** What is in a block now, without its indent. */
    public List<String> content(Block block) {
        return lines.subList(block.first(), block.end()).stream()
                .map(line -> line.startsWith(block.indent()) ? line.substring(block.indent().length()) : line)
                .toList();
    }

    /** The same file with other content in one block. */
    public Markdown with(Block block, List<String> content) {
        List<String> changed = new ArrayList<>(lines.subList(0, block.first()));
        content.forEach(line -> changed.add(line.isEmpty() ? line : block.indent() + line));
        changed.addAll(lines.subList(block.end(), lines.size()));
        return new Markdown(file, changed);
    }
}
