package com.example.tools.mutation;

import com.example.tools.judge.Judge;
import com.example.tools.process.Maven;
import com.example.tools.process.Trees;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.platform.launcher.Launcher;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * <a href="https://pitest.org">PIT</a> in a JVM of its own: it changes one operation of the compiled code at a time
 * (turns a condition round, leaves out a call, returns nothing), runs the tests that reach it, and says whether one of
 * them failed. An endless loop ends after a bounded time, and counts as noticed.
 *
 * @param build      the compiled code
 * @param folder     the working directory, and the system property {@code basedir}, as under Maven
 * @param parameters JUnit's configuration parameters
 */
record Pit(Build build, Path folder, Map<String, String> parameters) {

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final int THREADS = 2;

    /** Classes out of each jar that PIT consists of. */
    private static final List<String> PIT = List.of(
            "org.pitest.mutationtest.commandline.MutationCoverageReport", "org.pitest.mutationtest.tooling.EntryPoint",
            "org.pitest.mutationtest.DetectionStatus", "org.pitest.junit5.JUnit5TestPluginFactory",
            "org.objectweb.asm.ClassReader", "org.objectweb.asm.tree.ClassNode", "org.objectweb.asm.util.Printer",
            "org.objectweb.asm.tree.analysis.Analyzer", "org.objectweb.asm.commons.Method",
            "org.apache.commons.text.StringEscapeUtils", "org.apache.commons.lang3.StringUtils",
            "joptsimple.OptionParser");

    /**
     * Compiled code and its tests.
     *
     * @param mutable the folder of the classes to change
     * @param rest    the rest of the class path, with the tests
     */
    record Build(Path mutable, List<Path> rest) { }

    /**
     * One changed operation.
     *
     * @param type   the class, without its package
     * @param method where in it
     * @param line   the line in the source file
     * @param change what was done to it, in PIT's words
     * @param status PIT's verdict: KILLED, TIMED_OUT, SURVIVED, NO_COVERAGE and others
     */
    record Mutant(String type, String method, int line, String change, String status) {

        /** Whether the tests noticed. */
        boolean killed() {
            return !status.equals("SURVIVED") && !status.equals("NO_COVERAGE");
        }
    }

    /** PIT did not come to a result; the message holds what it printed. */
    static final class NoResultException extends Exception {
        NoResultException(String message) {
            super(message);
        }
    }

    /**
     * Changes classes and runs tests.
     *
     * @param report  a folder for what PIT writes; it is emptied first
     * @param targets classes to change, with what is nested in them
     * @param tests   the test classes that judge; may end with {@code *}
     * @param without test classes that do not
     */
    List<Mutant> run(Path report, List<String> targets, List<String> tests, List<String> without)
            throws IOException, InterruptedException, NoResultException {
        Trees.empty(report);
        Files.write(report.resolve("junit-platform.properties"),
                parameters.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList());
        List<Path> path = new ArrayList<>(PIT.stream().map(Pit::jar).toList());
        path.add(Judge.home(Launcher.class));
        path.add(report);
        path.add(build.mutable());
        path.addAll(build.rest());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-cp", path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                PIT.get(0),
                "--reportDir", report.toString(), "--outputFormats", "XML", "--sourceDirs", folder.toString(),
                "--mutableCodePaths", build.mutable().toString(),
                "--targetClasses", targets.stream().flatMap(one -> Stream.of(one, one + "$*"))
                        .collect(Collectors.joining(",")),
                "--targetTests", String.join(",", tests),
                "--threads", String.valueOf(THREADS),
                "--jvmArgs", String.join(",", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-ea",
                        "-Dfile.encoding=UTF-8", "-Dbasedir=" + folder)));
        if (!without.isEmpty()) {
            command.addAll(List.of("--excludedTestClasses", String.join(",", without)));
        }
        Maven.Run run = Maven.run(folder, command, LIMIT);
        Path xml = report.resolve("mutations.xml");
        if (run.exit() != 0 || !Files.exists(xml)) {
            throw new NoResultException("PIT came to no result (exit code " + run.exit() + "):\n" + run.output()
                    + run.errors());
        }
        return read(xml);
    }

    private static Path jar(String type) {
        try {
            return Judge.home(Class.forName(type, false, Pit.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("PIT is not on the class path of the tools.", e);
        }
    }

    private static List<Mutant> read(Path xml) throws IOException {
        try {
            NodeList found = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml.toFile())
                    .getElementsByTagName("mutation");
            List<Mutant> mutants = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                Element one = (Element) found.item(i);
                mutants.add(new Mutant(text(one, "mutatedClass").replaceFirst("^.*\\.", ""),
                        text(one, "mutatedMethod"), Integer.parseInt(text(one, "lineNumber")),
                        text(one, "description"), one.getAttribute("status")));
            }
            return mutants;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("PIT's report cannot be read.", e);
        }
    }

    private static String text(Element element, String name) {
        return element.getElementsByTagName(name).item(0).getTextContent();
    }
}
