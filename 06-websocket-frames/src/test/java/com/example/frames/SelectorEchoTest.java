package com.example.frames;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** What holds for the threads holds for the event loops too. */
@DisplayName("The same with event loops: /echo")
class SelectorEchoTest {

    @BeforeAll
    static void selector() {
        System.setProperty("io", "selector");
    }

    @AfterAll
    static void threads() {
        System.clearProperty("io");
    }

    @Nested
    class EchoServer extends EchoServerTest {
    }

    @Nested
    class OpeningContract extends OpeningContractTest {
    }

    @Nested
    class Openings extends OpeningCasesTest {
    }

    @Nested
    class EchoContract extends EchoContractTest {
    }
}
