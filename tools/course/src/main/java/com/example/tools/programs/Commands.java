package com.example.tools.programs;

import com.example.tools.course.Course;
import com.example.tools.process.Prepare;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/**
 * Runs a program with its arguments: help on request, a sentence for what does not fit, and an exit code. 0 is success,
 * 1 what the program found or could not do, 2 arguments that it does not take.
 */
public final class Commands {

    private Commands() {
    }

    /** The main method of a house: the first word names the program, the rest are its arguments. */
    public static int run(String[] args, Callable<Integer> program) {
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset()));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset()));
        CommandLine line = commandLine(args[0], program);
        return line.execute(List.of(args).subList(1, args.length).toArray(String[]::new));
    }

    /** A program's command line, which a test can ask too. */
    public static CommandLine commandLine(String name, Callable<Integer> program) {
        CommandLine line = new CommandLine(program).setCommandName("./course " + name).setUsageHelpWidth(100)
                .setUsageHelpLongOptionsMaxWidth(30);
        line.getCommandSpec().usageMessage().header(Programs.of(name).map(one -> Character.toUpperCase(
                one.does().charAt(0)) + one.does().substring(1) + ".").orElse(name)).sortOptions(false);
        line.getCommandSpec().addOption(CommandLine.Model.OptionSpec.builder("-h", "--help").usageHelp(true)
                .description("This text.").build());
        line.registerConverter(Path.class, Course::typed);
        line.setParameterExceptionHandler((e, words) -> {
            System.err.println(sentence(e.getMessage()) + " `./course " + name + " --help` says what it takes.");
            return 2;
        });
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e));
        return line;
    }

    /** What a person can mend is told in a sentence; everything else is a fault of ours, and told in full. */
    private static int failed(Exception e) throws Exception {
        if (e instanceof Prepare.FailedException || e instanceof IllegalArgumentException
                || e instanceof IllegalStateException) {
            System.err.println(e.getMessage());
            return e instanceof IllegalArgumentException ? 2 : 1;
        }
        if (e instanceof NoSuchFileException) {
            System.err.println("There is no file " + e.getMessage() + ".");
            return 1;
        }
        if (e instanceof AccessDeniedException) {
            System.err.println("This may not be read or written: " + e.getMessage() + ".");
            return 1;
        }
        if (e instanceof FileSystemException) {
            System.err.println("A file could not be read or written: " + e.getMessage() + ".");
            return 1;
        }
        if (e.getClass() == IOException.class && e.getMessage() != null) {
            System.err.println(e.getMessage());
            return 1;
        }
        throw e;
    }

    private static String sentence(String message) {
        String text = message.strip();
        return text.endsWith(".") ? text : text + ".";
    }

    private static Charset charset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }
}
