package com.example.tools.programs;

import com.example.tools.course.Course;
import com.example.tools.process.Prepare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program {@code check}: runs the tests of the tools, which check the course. */
@Command(description = {"", "All of them take about half an hour; tools/README.md lists what each proves."},
        footer = {"", "Examples:", "  ./course check", "  ./course check LinksTest",
            "  ./course check SideBySidePageTest -Dpicture"})
public final class CheckProgram implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "TEST",
            description = "Names of test classes, or of methods as in Class#method; without one all.")
    private List<String> words = new ArrayList<>();
    @Option(names = "-D", paramLabel = "NAME[=VALUE]", description = "A property for the tests.")
    private List<String> properties = new ArrayList<>();

    private final Course course;

    public CheckProgram(Course course) {
        this.course = course;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path tools = course.root().resolve("tools");
        if (!Files.isDirectory(tools.resolve("checks"))) {
            throw new IllegalStateException("This copy of the course has no checks: they are in the whole course.");
        }
        List<String> command = new ArrayList<>(Prepare.program(course.root()));
        command.addAll(List.of("-B", "-ntp", "test"));
        if (!words.isEmpty()) {
            command.add("-Dtest=" + String.join(",", words));
        }
        properties.forEach(property -> command.add("-D" + property));
        return Main.run(command, tools);
    }
}
