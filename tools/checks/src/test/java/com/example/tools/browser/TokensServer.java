package com.example.tools.browser;

import com.example.tools.course.Course;
import com.example.tools.course.Lesson;
import com.example.tools.judge.CompiledOnce;
import com.example.tools.judge.Javac;
import com.example.tools.process.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server of {@code beyond/tokens} in a JVM of its own. It needs the JDK and lesson 04's parser. */
final class TokensServer implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("http://\\S+");
    private static final long SECONDS = 60;

    private final Child child;
    private final Path output;

    private TokensServer(Child child, Path output) {
        this.child = child;
        this.output = output;
    }

    static TokensServer start(Course course) throws IOException, Javac.DoesNotCompileException {
        Lesson tokens = new Lesson(course.root().resolve("beyond/tokens"));
        List<Path> sources = new ArrayList<>(tokens.files(Lesson.MAIN, ".java"));
        for (String parser : List.of("EventStreamParser", "ServerSentEvent")) {
            sources.add(course.root().resolve("04-streaming/src/main/java/com/example/streaming/" + parser + ".java"));
        }
        CompiledOnce compiled = new CompiledOnce(course.scratch("runnable", "beyond-tokens"));
        compiled.from(sources, List.of(), classes -> Javac.once("beyond/tokens", sources, List.of(), classes));
        Path output = Files.createTempFile("tokens", ".out");
        return new TokensServer(Child.start(new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                Javac.join(List.of(compiled.classes(), tokens.folder().resolve("src/main/resources"))),
                "com.example.tokens.Lesson", "serve", "0")
                .redirectErrorStream(true).redirectOutput(output.toFile())), output);
    }

    /** The address of the page, as the server says it. */
    String page() throws IOException, InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (true) {
            String said = Files.readString(output);
            Matcher address = ADDRESS.matcher(said);
            if (said.endsWith("\n") && address.find()) {
                return address.group();
            }
            if (child.process().waitFor(10, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                throw new TimeoutException("the server names no address: " + said);
            }
        }
    }

    @Override
    public void close() throws IOException {
        child.kill();
        Files.deleteIfExists(output);
    }
}
