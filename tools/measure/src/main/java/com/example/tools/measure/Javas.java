package com.example.tools.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The other Javas of this machine, as far as they are beside the one that runs this. */
public final class Javas {

    private Javas() {
    }

    /** The home of the newest one, if its feature version is at least this. */
    public static Optional<Path> newest(int version) throws IOException {
        Path own = Path.of(System.getProperty("java.home"));
        // On macOS a home is two folders further down.
        Path folder = own.endsWith("Contents/Home") ? own.getParent().getParent().getParent() : own.getParent();
        Map<Path, Integer> versions = new HashMap<>();
        try (Stream<Path> beside = Files.list(folder)) {
            for (Path one : beside.toList()) {
                for (Path home : List.of(one, one.resolve("Contents/Home"))) {
                    if (Files.exists(home.resolve("release")) && Files.exists(home.resolve("lib/modules"))) {
                        versions.put(home, Machine.javaVersion(home));
                    }
                }
            }
        }
        return versions.entrySet().stream().filter(each -> each.getValue() >= version)
                .max(Comparator.comparing((Map.Entry<Path, Integer> each) -> each.getValue())
                        .thenComparing(each -> each.getKey().toString())).map(Map.Entry::getKey);
    }
}
