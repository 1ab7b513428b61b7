package com.example.tools.mistakes;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

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
        URI uri = URI.create("string:///Source.java");
        JavaFileObject file = new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        JavacTask javac = (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, null,
                List.of("-proc:none"), null, List.of(file));
        CompilationUnitTree unit = javac.parse().iterator().next();
        SourcePositions positions = Trees.instance(javac).getSourcePositions();
        Map<String, Body> bodies = new LinkedHashMap<>();
        for (Tree member : ((ClassTree) unit.getTypeDecls().get(0)).getMembers()) {
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
