package dev.frontrow.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// A source as the compiler's parser reads it.
record ParsedSource(CompilationUnitTree unit, SourcePositions positions) {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final JavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    static ParsedSource of(Tidy.Source source) {
        var errors = new DiagnosticCollector<JavaFileObject>();
        var file = new SimpleJavaFileObject(URI.create("string:///" + source.path()), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source.text();
            }
        };
        try {
            var task = (JavacTask) COMPILER.getTask(null, FILES, errors, null, null, List.of(file));
            var unit = task.parse().iterator().next();
            if (!errors.getDiagnostics().isEmpty()) {
                throw new IllegalArgumentException(errors.getDiagnostics().toString());
            }
            return new ParsedSource(unit, Trees.instance(task).getSourcePositions());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// The line on which this begins.
    long line(Tree tree) {
        return line(positions.getStartPosition(unit, tree));
    }

    /// The lines of a method, from its body on: a table of test cases in annotations is not logic.
    long lines(MethodTree method) {
        return method.getBody() == null ? 0 : line(positions.getEndPosition(unit, method)) - line(method.getBody()) + 1;
    }

    /// The lines of each method that has a body.
    List<Long> methodLengths() {
        List<Long> lengths = new ArrayList<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
                if (method.getBody() != null) {
                    lengths.add(lines(method));
                }
                return super.visitMethod(method, nothing);
            }
        }.scan(unit, null);
        return lengths;
    }

    private long line(long position) {
        return unit.getLineMap().getLineNumber(position);
    }
}
