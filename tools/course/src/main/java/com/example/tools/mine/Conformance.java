package com.example.tools.mine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Which sections of RFC 6455 hold over the wire: bytes are sent to an echo as a client would send them, and what comes
 * back is compared, byte by byte. Each wait has a bound.
 */
final class Conformance {

    private static final int MILLIS = 5_000;
    private static final String REQUEST = "GET /echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

    /**
     * Something that a section asks for.
     *
     * @param sent the frames of a client, in hexadecimal digits; their key is 0 where nothing else is said
     * @param expected what comes back, in hexadecimal digits; {@code CODE} is a Close frame with this code
     */
    private record Case(String section, String what, String sent, String expected) { }

    private static final List<Case> CASES = List.of(
            new Case("5.1 Overview", "a frame without a mask is 1002", "81 02 68 69", "1002"),
            new Case("5.2 Base framing", "Hello comes back", "81 85 00000000 48656c6c6f", "81 05 48656c6c6f"),
            new Case("5.2 Base framing", "an empty text", "81 80 00000000", "81 00"),
            new Case("5.2 Base framing", "126 bytes have two bytes of length",
                    "82 fe 007e 00000000 " + "61".repeat(126), "82 7e 007e " + "61".repeat(126)),
            new Case("5.2 Base framing", "65,536 bytes have eight bytes of length",
                    "82 ff 0000000000010000 00000000 " + "61".repeat(65_536),
                    "82 7f 0000000000010000 " + "61".repeat(65_536)),
            new Case("5.2 Base framing", "a reserved bit is 1002", "a1 80 00000000", "1002"),
            new Case("5.2 Base framing", "a reserved opcode is 1002", "83 80 00000000", "1002"),
            new Case("5.2 Base framing", "a length that is not in its shortest form is 1002",
                    "82 fe 0001 00000000 61", "1002"),
            new Case("5.3 Masking", "the masked Hello of section 5.7", "81 85 37fa213d 7f9f4d5158", "81 05 48656c6c6f"),
            new Case("5.4 Fragmentation", "three fragments are one message",
                    "01 81 00000000 48 00 81 00000000 65 80 81 00000000 79", "81 03 486579"),
            new Case("5.4 Fragmentation", "a ping between two fragments is answered first",
                    "01 81 00000000 48 89 81 00000000 3f 80 81 00000000 69", "8a 01 3f 81 02 4869"),
            new Case("5.4 Fragmentation", "a continuation of nothing is 1002", "80 80 00000000", "1002"),
            new Case("5.4 Fragmentation", "a message inside a message is 1002",
                    "01 80 00000000 81 80 00000000", "1002"),
            new Case("5.5 Control frames", "a ping in fragments is 1002", "09 80 00000000", "1002"),
            new Case("5.5 Control frames", "a ping of 126 bytes is 1002",
                    "89 fe 007e 00000000 " + "61".repeat(126), "1002"),
            new Case("5.5.1 Close", "its code comes back", "88 82 00000000 03e8", "1000"),
            new Case("5.5.1 Close", "without a code it is answered, too", "88 80 00000000", "88 00"),
            new Case("5.5.1 Close", "half a code is 1002", "88 81 00000000 03", "1002"),
            new Case("5.5.2 Ping, 5.5.3 Pong", "a ping gets its payload back", "89 82 00000000 6869", "8a 02 6869"),
            new Case("5.5.2 Ping, 5.5.3 Pong", "a pong that was not asked for gets nothing",
                    "8a 80 00000000 81 80 00000000", "81 00"),
            new Case("5.6 Data frames", "binary stays binary", "82 83 00000000 00ff80", "82 03 00ff80"),
            new Case("7.4 Status codes", "1005 must not be on the wire", "88 82 00000000 03ed", "1002"),
            new Case("7.4 Status codes", "999 is no code", "88 82 00000000 03e7", "1002"),
            new Case("7.4 Status codes", "4999 is one", "88 82 00000000 1387", "4999"),
            new Case("8.1 UTF-8", "what is not UTF-8 is 1007", "81 82 00000000 c328", "1007"),
            new Case("8.1 UTF-8", "half of a surrogate pair is 1007", "81 83 00000000 eda080", "1007"),
            new Case("8.1 UTF-8", "a character may be cut by the border of two frames",
                    "01 81 00000000 c3 80 81 00000000 a4", "81 02 c3a4"),
            new Case("8.1 UTF-8", "a Close reason that is not UTF-8 is 1007", "88 84 00000000 03e8 c328", "1007"),
            new Case("10.4 Limits", "a frame of 1 GiB is 1009", "82 ff 0000000040000000 00000000", "1009"));

    private Conformance() {
    }

    /**
     * Starts a server, and tells each section.
     *
     * @return 0 if all hold
     */
    static int of(List<String> command, Path folder, int port) throws IOException, InterruptedException {
        Process server = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            awaitOpen(server, port);
            Map<String, List<String>> broken = new LinkedHashMap<>();
            Map<String, Integer> counts = new LinkedHashMap<>();
            tell(broken, counts, "4.2.2 The server's handshake", "the example of section 1.3",
                    accepts(port) ? "" : "no s3pPLMBiTxaQ9kYGzzhZRbK+xOo= came back");
            for (Case one : CASES) {
                tell(broken, counts, one.section(), one.what(), judge(one, port));
            }
            tell(broken, counts, "7.1.1 The server closes first", "TCP ends after both Close frames",
                    endsFirst(port) ? "" : "the connection stayed open");
            counts.forEach((section, count) -> {
                System.out.printf("%-12s%s: %d of %d%n", broken.get(section).isEmpty() ? "holds" : "is broken", section,
                        count - broken.get(section).size(), count);
                broken.get(section).forEach(what -> System.out.println("              " + what));
            });
            return broken.values().stream().allMatch(List::isEmpty) ? 0 : 1;
        } finally {
            server.destroy();
            if (!server.waitFor(3, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        }
    }

    private static void tell(Map<String, List<String>> broken, Map<String, Integer> counts, String section, String what,
            String problem) {
        counts.merge(section, 1, Integer::sum);
        List<String> problems = broken.computeIfAbsent(section, none -> new ArrayList<>());
        if (!problem.isEmpty()) {
            problems.add(what + ": " + problem);
        }
    }

    private static void awaitOpen(Process server, int port) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try (Socket probe = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException notYet) {
                if (server.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    throw new IOException("Your own server did not start.", notYet);
                }
            }
        }
    }

    /** What is wrong; empty if nothing is. */
    private static String judge(Case one, int port) {
        try (Socket socket = open(port)) {
            socket.getOutputStream().write(bytes(one.sent()));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            if (one.expected().length() == 4 && one.expected().matches("[1-4][0-9]{3}")) {
                int code = closeCode(in);
                return String.valueOf(code).equals(one.expected()) ? "" : "the code was " + code;
            }
            byte[] expected = bytes(one.expected());
            byte[] came = in.readNBytes(expected.length);
            return Arrays.equals(expected, came) ? "" : "there came " + shown(came);
        } catch (IOException e) {
            return "there came " + e;
        }
    }

    private static int closeCode(DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        byte[] payload = in.readNBytes(in.readUnsignedByte());
        if (first != 0x88 || payload.length < 2) {
            throw new IOException("a frame that starts with " + Integer.toHexString(first));
        }
        return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
    }

    private static boolean accepts(int port) throws IOException {
        try (Socket socket = connect(port)) {
            return head(socket).contains(": s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n");
        }
    }

    private static boolean endsFirst(int port) throws IOException {
        try (Socket socket = open(port)) {
            socket.getOutputStream().write(bytes("88 82 00000000 03e8"));
            return socket.getInputStream().readNBytes(5).length == 4;
        } catch (SocketException e) {
            return false;
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(MILLIS);
        return socket;
    }

    private static Socket open(int port) throws IOException {
        Socket socket = connect(port);
        if (!head(socket).startsWith("HTTP/1.1 101 ")) {
            socket.close();
            throw new IOException("a refusal");
        }
        return socket;
    }

    private static String head(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(REQUEST.getBytes(ISO_8859_1));
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || head.size() > 8_192) {
                throw new EOFException("no whole response");
            }
            head.write(next);
        }
        return head.toString(ISO_8859_1);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static String shown(byte[] bytes) {
        String hex = HexFormat.ofDelimiter(" ").formatHex(bytes);
        return bytes.length == 0 ? "nothing" : hex.length() > 60 ? hex.substring(0, 60) + " ..." : hex;
    }
}
