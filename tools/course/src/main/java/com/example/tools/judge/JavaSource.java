package com.example.tools.judge;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A source that was read by the compiler's parser, and not compiled.
 *
 * @param unit  its tree
 * @param trees what knows the positions and the comments in it
 */
public record JavaSource(CompilationUnitTree unit, DocTrees trees) {

    /** Reads a text; of one that is no Java there is as much as the parser understood. */
    public static JavaSource parse(String text) throws IOException {
        JavaFileObject source = new SimpleJavaFileObject(URI.create("string:///Source.java"),
                JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        JavacTask parser = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, ignored -> { }, List.of("-proc:none"), null, List.of(source));
        return new JavaSource(parser.parse().iterator().next(), DocTrees.instance(parser));
    }

    /** The classes in it, but for those inside others. */
    public List<ClassTree> classes() {
        return unit.getTypeDecls().stream().filter(ClassTree.class::isInstance).map(ClassTree.class::cast).toList();
    }
}
