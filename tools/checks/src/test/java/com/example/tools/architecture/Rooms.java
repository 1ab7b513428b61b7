package com.example.tools.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rooms of lesson 06 and the arrows between them, as rules on its compiled classes. The classes that only start the
 * rest, {@code Lesson} and {@code InOneFile}, are rooms of their own.
 */
final class Rooms {

    private static final String BASE = "com.example.frames";

    /** Which other rooms a room may know. */
    private static final Map<String, Set<String>> ARROWS = Map.of(
            "protocol", Set.of(),
            "handshake", Set.of("protocol"),
            "deflate", Set.of("protocol"),
            "io", Set.of("protocol"),
            "loop", Set.of("protocol"),
            "dump", Set.of("protocol", "handshake"),
            "room", Set.of("protocol", "handshake", "deflate", "dump", "io", "loop"),
            "tour", Set.of("protocol", "handshake", "deflate", "dump", "room"),
            "Lesson", Set.of("room", "tour"),
            "InOneFile", Set.of());

    /** The rooms of bytes and time: what happens outside of the memory does not happen there. */
    private static final String[] PURE = {BASE + ".protocol..", BASE + ".handshake..", BASE + ".deflate..",
        BASE + ".dump.."};
    private static final List<String> OUTSIDE = List.of("java.nio.channels.", "java.nio.file.", "java.net.http.",
            "java.net.Inet", "java.net.Socket", "java.net.ServerSocket", "java.net.Datagram", "java.io.File",
            "java.io.RandomAccessFile", "java.util.concurrent.Exec", "java.util.concurrent.ForkJoin",
            "java.util.concurrent.ThreadPool", "java.util.concurrent.Scheduled", "java.util.concurrent.Completable",
            "java.util.Timer");
    /** What drives a connection; the room and its endpoints see the interface alone. */
    private static final List<String> MACHINE = List.of("Connection", "Outbox", "FrameDecoder", "MessageAssembler",
            "Lifecycle", "BufferPool");
    /** Rooms whose sockets drive a connection; and the two classes elsewhere that do so to show it without a socket. */
    private static final Set<String> DRIVERS = Set.of("protocol", "io", "loop");
    private static final Set<String> WITHOUT_SOCKET = Set.of(BASE + ".tour.SocketlessEcho", BASE + ".dump.HexTrial");

    private Rooms() {
    }

    /** One text for each rule that is broken. */
    static List<String> check(JavaClasses lesson) {
        List<ArchRule> rules = new ArrayList<>();
        rules.add(slices().assignedFrom(new Assignment()).should().beFreeOfCycles());
        ARROWS.forEach((room, others) -> rules.add(classes().that(are(room)).should().onlyDependOnClassesThat(
                describe("are in " + room + ", in " + others + " or of Java", other ->
                        room(other).isEmpty() || room(other).equals(room) || others.contains(room(other))))
                .allowEmptyShould(true)));
        rules.add(noClasses().that().resideInAnyPackage(PURE).should().dependOnClassesThat(
                describe("reach outside of the memory", other ->
                        OUTSIDE.stream().anyMatch(other.getName()::startsWith))));
        rules.add(noClasses().that().resideInAnyPackage(PURE).should().callConstructorWhere(
                describe("makes a thread", call -> call.getTargetOwner().isAssignableTo(Thread.class))));
        rules.add(noClasses().that(are("room")).should().dependOnClassesThat(
                describe("drive a connection", other -> other.getPackageName().equals(BASE + ".protocol")
                        && MACHINE.contains(other.getSimpleName()))));
        rules.add(noClasses().that(describe("have no socket to drive", type -> !room(type).isEmpty()
                && !DRIVERS.contains(room(type)) && !WITHOUT_SOCKET.contains(type.getName())))
                .should().dependOnClassesThat(describe("are the machine behind a WebSocket",
                        other -> other.getName().equals(BASE + ".protocol.Connection"))));
        return rules.stream().map(rule -> rule.evaluate(lesson)).filter(result -> result.hasViolation())
                .map(result -> result.getFailureReport().toString()).toList();
    }

    private static DescribedPredicate<JavaClass> are(String room) {
        return describe("are in " + room, type -> room(type).equals(room));
    }

    /** The room that a class is in; empty if it is not the lesson's. A package without a rule is a room unknown. */
    private static String room(JavaClass type) {
        String name = type.getPackageName();
        if (name.equals(BASE)) {
            String outer = type.getName().substring(BASE.length() + 1).replaceFirst("\\$.*", "");
            return outer.equals("Lesson") || outer.equals("InOneFile") ? outer : "room";
        }
        return name.startsWith(BASE + ".") ? name.substring(BASE.length() + 1) : "";
    }

    /** Each room is a slice. */
    private static final class Assignment implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return room(type).isEmpty() ? SliceIdentifier.ignore() : SliceIdentifier.of(room(type));
        }

        @Override
        public String getDescription() {
            return "the rooms of lesson 06";
        }
    }
}
