package com.example.tools.cost;

import com.example.tools.measure.Machine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A JVM with one lesson's room, and nothing else but a bare echo on another port. It does what it is told, line by
 * line, and ends with its standard input.
 */
final class Host {

    private Host() {
    }

    /** The argument is the lesson's package. */
    public static void main(String[] args) throws Exception {
        Class<?> history = Class.forName(args[0] + ".History");
        try (ServerSocket echo = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
                AutoCloseable room = (AutoCloseable) Class.forName(args[0] + ".ChatServer")
                        .getMethod("start", int.class, history)
                        .invoke(null, 0, history.getDeclaredConstructor().newInstance())) {
            Thread thread = new Thread(() -> echo(echo), "echo");
            thread.setDaemon(true);
            thread.start();
            URI uri = (URI) room.getClass().getMethod("uri").invoke(room);
            System.out.println(uri.getScheme() + " " + uri.getPort() + " " + echo.getLocalPort());
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                System.out.println(switch (command) {
                    case "readers" -> room.getClass().getMethod("readers").invoke(room).toString();
                    case "cpu" -> String.valueOf(cpuMicros());
                    case "memory" -> memory();
                    default -> throw new IllegalArgumentException(command);
                });
            }
        }
    }

    /** The processor time that this process has used. */
    private static long cpuMicros() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime() / 1_000;
    }

    /** The heap that is in use after a collection, what the process has in memory (both in KiB), and its threads. */
    private static String memory() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
        return heap + " " + (long) Machine.residentKib(ProcessHandle.current().pid()) + " "
                + ManagementFactory.getThreadMXBean().getThreadCount();
    }

    /** What physics allows: the bytes come back as they went, and nothing looks at them. */
    private static void echo(ServerSocket listener) {
        while (true) {
            try (Socket socket = listener.accept()) {
                socket.setTcpNoDelay(true);
                InputStream in = socket.getInputStream();
                byte[] buffer = new byte[1024];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    socket.getOutputStream().write(buffer, 0, n);
                }
            } catch (IOException e) {
                if (listener.isClosed()) {
                    return;
                }
            }
        }
    }
}
