package com.example.tools.learn.screen;

import com.example.tools.judge.JavaSource;
import com.sun.source.doctree.BlockTagTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The task of an exercise: the comments of its class and of what the learner writes, as plain text. */
final class Task {

    private Task() {
    }

    /** Reads a stub; an empty text if it has no comment, or is no Java. */
    static String of(String stub) throws IOException {
        JavaSource source = JavaSource.parse(stub);
        List<String> parts = new ArrayList<>();
        for (ClassTree exercise : source.classes()) {
            DocCommentTree about = comment(source, exercise);
            if (about != null) {
                parts.add(text(about));
            }
            for (Tree member : exercise.getMembers()) {
                DocCommentTree comment = comment(source, member);
                if (member instanceof MethodTree method && comment != null) {
                    parts.add(signature(method) + "\n" + text(comment).indent(2).stripTrailing());
                }
            }
        }
        return String.join("\n\n", parts);
    }

    private static DocCommentTree comment(JavaSource source, Tree tree) {
        return source.trees().getDocCommentTree(TreePath.getPath(source.unit(), tree));
    }

    private static String signature(MethodTree method) {
        String parameters = method.getParameters().stream()
                .map(parameter -> parameter.getType() + " " + parameter.getName()).collect(Collectors.joining(", "));
        return method.getReturnType() == null ? "new (" + parameters + ")"
                : method.getReturnType() + " " + method.getName() + "(" + parameters + ")";
    }

    private static String text(DocCommentTree comment) {
        StringBuilder text = new StringBuilder();
        flow(comment.getFullBody(), text);
        for (DocTree tag : comment.getBlockTags()) {
            StringBuilder words = new StringBuilder();
            if (tag instanceof ParamTree param) {
                words.append(param.getName()).append(": ");
                flow(param.getDescription(), words);
            } else if (tag instanceof ReturnTree returned) {
                words.append("returns ");
                flow(returned.getDescription(), words);
            } else if (tag instanceof ThrowsTree thrown) {
                words.append("throws ").append(thrown.getExceptionName()).append(' ');
                flow(thrown.getDescription(), words);
            } else if (tag instanceof BlockTagTree other) {
                words.append(other);
            }
            text.append("\n- ").append(tidy(words));
        }
        return tidy(text);
    }

    /** A comment's words; a paragraph begins after an empty line, an entry of a list on a line of its own. */
    private static void flow(List<? extends DocTree> trees, StringBuilder into) {
        boolean verbatim = false;
        for (DocTree tree : trees) {
            if (tree instanceof StartElementTree start) {
                String name = start.getName().toString();
                verbatim |= name.equals("pre");
                into.append(name.equals("p") || name.equals("pre") ? "\n\n" : name.equals("li") ? "\n  - " : "");
            } else if (tree instanceof EndElementTree end) {
                verbatim &= !end.getName().contentEquals("pre");
                into.append(end.getName().contentEquals("ul") || end.getName().contentEquals("pre") ? "\n" : "");
            } else if (tree instanceof LiteralTree literal) {
                into.append(words(literal.getBody().toString(), verbatim));
            } else if (tree instanceof LinkTree link) {
                String target = link.getReference().getSignature().replaceFirst("^#", "").replace('#', '.');
                into.append(link.getLabel().isEmpty() ? target
                        : link.getLabel().stream().map(DocTree::toString).collect(Collectors.joining()));
            } else if (tree.getKind() == DocTree.Kind.ENTITY) {
                into.append(tree.toString().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
            } else {
                into.append(words(tree.toString(), verbatim));
            }
        }
    }

    private static String words(String text, boolean verbatim) {
        return verbatim ? text : text.replaceAll("\\s+", " ");
    }

    private static String tidy(CharSequence text) {
        return text.toString().replaceAll("[ \\t]+\\n", "\n").replaceAll("\\n (?=\\S)", "\n")
                .replaceAll("\\n{3,}", "\n\n").strip();
    }
}
