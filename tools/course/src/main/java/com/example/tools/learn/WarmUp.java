package com.example.tools.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Tests that a waiting JVM runs before it is needed, so that what every test needs is loaded when the real ones come.
 * Their results are not used.
 */
@DisplayName("Warm up")
final class WarmUp {

    @Test
    void passes() {
        assertTrue(Stream.of("a", "b").map(String::toUpperCase).anyMatch("B"::equals));
    }

    @Test
    void fails() {
        assertArrayEquals(new byte[] {1}, new byte[] {2});
    }

    @Test
    void tells() {
        throw new AssertionFailedError(String.format("%02x %s", 1, "told"));
    }

    @Test
    void waits() {
        throw new TestAbortedException("not started");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void takes_parameters(int value) {
        assertTrue(value > 0);
    }
}
