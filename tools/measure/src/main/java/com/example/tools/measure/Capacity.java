package com.example.tools.measure;

import com.example.tools.process.Maven;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * As many connections as go between two processes of this machine. Each is an open file in both of them, and on the
 * client's side a port of one of the loopback's addresses.
 *
 * @param connections as many as go, at most as many as were wanted
 * @param addresses how many loopback addresses the clients need, see {@link #address}; 0 where there is only one
 * @param files what the limit of open files has to be raised to in both processes; 0 where it is high enough
 * @param told a sentence for each limit that leaves fewer connections than were wanted
 */
public record Capacity(int connections, int addresses, int files, List<String> told) {

    /** What a JVM opens beside its connections, and those that come and go. */
    private static final int OTHER_FILES = 300;
    /** Systems give out 16,000 or 28,000 ports by themselves; the fewer are in use, the sooner one is found. */
    private static final int PORTS_EACH = 5_000;
    private static final int ONLY_ADDRESS = 15_000;
    private static final int MOST_ADDRESSES = 250;
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

    /** Looks at the limits of this process and of this machine. */
    public static Capacity forConnections(int wanted) throws IOException, InterruptedException {
        List<String> told = new ArrayList<>();
        long allowed = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount() : Long.MAX_VALUE;
        int connections = wanted;
        int files = 0;
        if (allowed < wanted + OTHER_FILES) {
            if (canRaise(wanted + OTHER_FILES)) {
                files = wanted + OTHER_FILES;
            } else {
                connections = (int) Math.max(0, allowed - OTHER_FILES);
                told.add(String.format("A process may have %,d open files here, and that cannot be raised: "
                        + "%,d connections are held, not %,d.", allowed, connections, wanted));
            }
        }
        int addresses = Math.min(MOST_ADDRESSES, (connections + PORTS_EACH - 1) / PORTS_EACH);
        if (!isThere(address(0))) {
            addresses = 0;
            if (connections > ONLY_ADDRESS) {
                told.add(String.format("This machine has one loopback address, and too few ports: "
                        + "%,d connections are held, not %,d.", ONLY_ADDRESS, connections));
                connections = ONLY_ADDRESS;
            }
        }
        return new Capacity(connections, addresses, files, told);
    }

    /** One of the loopback's many addresses, all in 127.0.0.0/8; the first is 127.0.1.1. */
    public static InetAddress address(int index) throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) (1 + index)});
    }

    /** The same command, in a shell that raises the limit first. */
    public List<String> command(List<String> java) {
        if (files == 0) {
            return java;
        }
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n " + files + " && exec \"$0\" \"$@\"",
                java.get(0), "-XX:-MaxFDLimit"));      // on macOS, Java would lower it again
        command.addAll(java.subList(1, java.size()));
        return command;
    }

    private static boolean canRaise(int files) throws IOException, InterruptedException {
        return Maven.run(Path.of("").toAbsolutePath(), List.of("sh", "-c", "ulimit -n " + files), ANSWERS_WITHIN)
                .exit() == 0;
    }

    /** Linux and Windows have all of them; macOS has only 127.0.0.1, unless more were added. */
    private static boolean isThere(InetAddress address) {
        try (ServerSocket any = new ServerSocket(0, 1, address)) {
            return any.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
