package com.example.tools.learn.editor;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A learner's editor, and the words that open a file in it at a line.
 *
 * @param words what starts it: the program, and options of the learner's
 */
public record Editor(List<String> words) {

    private static final Set<String> LIKE_CODE = Set.of("code", "code-insiders", "codium", "cursor", "windsurf");
    private static final Set<String> LIKE_IDEA = Set.of("idea", "idea64", "idea-ce", "intellij-idea-community",
            "intellij-idea-ultimate");
    private static final Set<String> WITH_COLON = Set.of("subl", "zed", "hx", "helix");
    private static final Set<String> WITH_PLUS = Set.of("vi", "vim", "nvim", "gvim", "nano", "emacs", "emacsclient",
            "micro", "kak", "joe", "mg", "gedit");
    /** They have windows of their own; every other program gets the terminal until it ends. */
    private static final Set<String> WINDOWS = Set.of("subl", "zed", "gvim", "gedit", "kate", "notepad", "notepad++",
            "mate", "bbedit", "open", "xdg-open");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    /**
     * Finds the editor: that in whose terminal this runs; or what {@code VISUAL} or else {@code EDITOR} says; or else
     * VS Code or IntelliJ IDEA, if its command is on the path.
     *
     * @param environment the variables
     */
    public static Optional<Editor> find(Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", environment.getOrDefault("Path", ""));
        List<String> wanted = new ArrayList<>();
        if ("vscode".equals(environment.get("TERM_PROGRAM"))) {
            wanted.add("code");
        }
        if ("JetBrains-JediTerm".equals(environment.get("TERMINAL_EMULATOR"))) {
            wanted.add("idea");
        }
        wanted.add(environment.getOrDefault("VISUAL", ""));
        wanted.add(environment.getOrDefault("EDITOR", ""));
        wanted.addAll(List.of("code", "idea"));
        for (String line : wanted) {
            List<String> words = words(line.strip());
            if (!words.isEmpty()) {
                Optional<Path> program = program(words.get(0), path);
                if (program.isPresent()) {
                    words.set(0, program.get().toString());
                    return Optional.of(new Editor(words));
                }
            }
        }
        return Optional.empty();
    }

    /** The words of a variable: a program's path may have spaces, and quotes or not. */
    private static List<String> words(String line) {
        if (!line.isEmpty() && isProgram(line)) {
            return new ArrayList<>(List.of(line));
        }
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3));
        }
        return words;
    }

    private static boolean isProgram(String name) {
        try {
            return Path.of(name).isAbsolute() && Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The file of a program; Windows leaves out the end of its name. */
    private static Optional<Path> program(String name, String path) {
        if (isProgram(name)) {
            return Optional.of(Path.of(name));
        }
        for (String folder : path.split(Pattern.quote(File.pathSeparator))) {
            for (String end : File.separatorChar == '\\' ? List.of(".exe", ".cmd", ".bat", "") : List.of("")) {
                File file = new File(folder, name + end);
                if (!folder.isBlank() && !name.contains("/") && file.isFile() && file.canExecute()) {
                    return Optional.of(file.toPath().toAbsolutePath());
                }
            }
        }
        return Optional.empty();
    }

    /** The program's name, as people say it. */
    public String name() {
        return Path.of(words.get(0)).getFileName().toString().toLowerCase(Locale.ROOT)
                .replaceFirst("\\.(exe|cmd|bat|sh)$", "");
    }

    /** Whether it has a window of its own; else it needs the terminal until it ends. */
    public boolean hasWindow() {
        return LIKE_CODE.contains(name()) || LIKE_IDEA.contains(name()) || WINDOWS.contains(name());
    }

    /** The command that opens a file at a line; at its beginning, if this editor's words for a line are not known. */
    public List<String> command(Place place) {
        List<String> command = new ArrayList<>(words);
        String file = place.file().toString();
        String line = String.valueOf(place.line());
        if (LIKE_CODE.contains(name())) {
            command.addAll(List.of("-g", file + ":" + line));
        } else if (LIKE_IDEA.contains(name())) {
            command.addAll(List.of("--line", line, file));
        } else if (WITH_COLON.contains(name())) {
            command.add(file + ":" + line);
        } else if (WITH_PLUS.contains(name())) {
            command.addAll(List.of("+" + line, file));
        } else if (name().equals("kate")) {
            command.addAll(List.of("-l", line, file));
        } else if (name().equals("notepad++")) {
            command.addAll(List.of("-n" + line, file));
        } else {
            command.add(file);
        }
        return command;
    }
}
