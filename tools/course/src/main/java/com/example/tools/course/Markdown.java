package com.example.tools.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * A Markdown file, read as CommonMark says, and the fenced blocks in it whose content comes from somewhere else. Such a
 * block follows a comment that names its source:
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
    private static final Parser PARSER =
            Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES).build();

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

    /** The nodes, each after the one in which it is. */
    public List<Node> nodes() {
        List<Node> nodes = new ArrayList<>(List.of(PARSER.parse(String.join("\n", lines))));
        for (int i = 0; i < nodes.size(); i++) {
            List<Node> children = new ArrayList<>();
            for (Node child = nodes.get(i).getFirstChild(); child != null; child = child.getNext()) {
                children.add(child);
            }
            nodes.addAll(i + 1, children);
        }
        return nodes;
    }

    /** The line that a node begins in, counted from 0. */
    public static int line(Node node) {
        Node at = node;
        while (at != null && at.getSourceSpans().isEmpty()) {
            at = at.getParent();
        }
        return at == null ? 0 : at.getSourceSpans().get(0).getLineIndex();
    }

    /** The line that a node ends in, counted from 0. An empty line inside it has no span of its own. */
    private static int lastLine(Node node) {
        List<SourceSpan> spans = node.getSourceSpans();
        return spans.get(spans.size() - 1).getLineIndex();
    }

    /** The words of a node as they are read: without what makes them bold, or a link. */
    public static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text one) {
                text.append(one.getLiteral());
            }

            @Override
            public void visit(Code one) {
                text.append(one.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak one) {
                text.append(' ');
            }
        });
        return text.toString();
    }

    /** Which lines are inside a fenced block, its fences included. */
    public boolean[] code() {
        boolean[] code = new boolean[lines.size()];
        for (Node node : nodes()) {
            if (node instanceof FencedCodeBlock) {
                Arrays.fill(code, line(node), lastLine(node) + 1, true);
            }
        }
        return code;
    }

    /** The blocks with a source, from top to bottom. */
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (Node node : nodes()) {
            Matcher marker = MARKER.matcher(node instanceof HtmlBlock html ? html.getLiteral() : "");
            if (marker.matches()) {
                blocks.add(block(marker.group(1), marker.group(2).strip(), node));
            }
        }
        return blocks;
    }

    private Block block(String kind, String source, Node marker) {
        if (marker.getNext() instanceof FencedCodeBlock fence && fence.getClosingFenceLength() != null) {
            int open = line(fence);
            String indent = lines.get(open).substring(0, lines.get(open).length()
                    - lines.get(open).stripLeading().length());
            return new Block(kind, source, line(marker), open + 1, lastLine(fence), indent);
        }
        return new Block(kind, source, line(marker), -1, -1, "");
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
