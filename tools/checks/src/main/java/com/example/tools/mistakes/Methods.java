package com.example.tools.mistakes;

import com.example.tools.judge.JavaSource;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The methods and constructors of a source file's class, as javac sees them, by name and types of parameters. */
final class Methods {

    /**
     * Where a body is, with its braces.
     *
     * @param start the index of its first character
     * @param end   the index behind its last one
     */
    record Body(int start, int end) {

        String in(String source) {
            return source.substring(start, end);
        }
    }

    private Methods() {
    }

    /** The bodies of the class's own methods, in their order; those of nested classes are not among them. */
    static Map<String, Body> of(String source) throws IOException {
        JavaSource parsed = JavaSource.parse(source);
        CompilationUnitTree unit = parsed.unit();
        SourcePositions positions = parsed.trees().getSourcePositions();
        Map<String, Body> bodies = new LinkedHashMap<>();
        for (Tree member : parsed.classes().get(0).getMembers()) {
            if (member instanceof MethodTree method && method.getBody() != null) {
                String types = String.join(", ",
                        method.getParameters().stream().map(one -> one.getType().toString()).toList());
                String name = method.getName().contentEquals("<init>") ? "new" : method.getName().toString();
                bodies.put(name + "(" + types + ")",
                        new Body((int) positions.getStartPosition(unit, method.getBody()),
                                (int) positions.getEndPosition(unit, method.getBody())));
            }
        }
        return bodies;
    }
}
