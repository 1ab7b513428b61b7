package com.example.tools.mine;

import com.example.tools.course.Course;
import com.example.tools.programs.Main;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program {@code mine}. */
@Command(description = {"", "Judges the exercises that the lesson's own server needs, and serves the lesson's page with"
        + " them, in 07 and 08 one of their own, until Ctrl-C. What is optional and not done is left out, and told."},
        footer = {"", "Examples:", "  ./course mine 06", "  ./course mine 06 --port 9006",
            "  ./course mine 06 --conformance"})
public final class MineProgram implements Callable<Integer> {

    @Parameters(paramLabel = "LESSON", description = "The lesson's number.")
    private String number;
    @Option(names = "--port", paramLabel = "PORT",
            description = "From 1 to 65535; without it 8000 + the lesson's number.")
    private Integer port;
    @Option(names = "--conformance", description = "Says which sections of RFC 6455 hold over the wire (06), and ends.")
    private boolean conformance;

    private final Course course;

    public MineProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!number.matches("0?[1-8]")) {
            throw new IllegalArgumentException("A lesson from 02 to 08 is wanted, not " + number + ".");
        }
        int lesson = Integer.parseInt(number);
        if (port != null && (port < 1 || port > 65_535)) {
            throw new IllegalArgumentException("A port from 1 to 65535 is wanted, not " + port + ".");
        }
        if (conformance && lesson != 6) {
            throw new IllegalArgumentException("--conformance is about frames: only lesson 06 has it.");
        }
        int its = freePort(port != null ? port : conformance ? 0 : 8_000 + lesson);
        Mine mine = Mine.prepare(course, lesson);
        mine.lacks().forEach(System.out::println);
        if (conformance) {
            return Conformance.of(mine.command(its), course.root(), its);
        }
        return Main.run(mine.command(its), course.root());
    }

    private static int freePort(int wanted) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress("127.0.0.1", wanted));
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("Port " + wanted + " is taken: end what uses it, or choose another one with"
                    + " --port.", e);
        }
    }
}
