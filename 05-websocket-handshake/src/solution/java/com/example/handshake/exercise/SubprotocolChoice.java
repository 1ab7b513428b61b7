package com.example.handshake.exercise;

import com.example.handshake.RefusedException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One answer to exercise 5.4. */
public final class SubprotocolChoice {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    private SubprotocolChoice() {
    }

    public static Optional<String> choose(List<String> supported, List<String> offered) throws RefusedException {
        Set<String> names = new HashSet<>();
        for (String name : String.join(",", offered).split(",")) {
            name = name.replaceAll("^[ \t]+|[ \t]+$", "");
            if (name.isEmpty()) {
                continue;
            }
            if (!name.matches(TOKEN)) {
                throw new RefusedException(400, "A subprotocol must be a token.");
            }
            if (!names.add(name)) {
                throw new RefusedException(400, "Each subprotocol may be offered once.");
            }
        }
        return supported.stream().filter(names::contains).findFirst();
    }
}
