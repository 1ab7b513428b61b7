package com.example.polling;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * The bounds of the JDK's HTTP server, which has few by default. It takes them from system properties only, and reads
 * them once in the life of a JVM; a property that is set already is left alone.
 */
final class HttpBounds {

    private static final int MAX_CONNECTIONS = 4_000;
    /** Files and sockets that the process may open for anything but clients: classes, time zones, its own requests. */
    private static final int RESERVE = 20;

    private HttpBounds() {
    }

    static void apply() {
        Map.of("jdk.httpserver.maxConnections", maxConnections(),  // by default there is none
                "sun.net.httpserver.maxIdleConnections", "4000",    // 200 by default: more pollers would reconnect
                "sun.net.httpserver.maxReqTime", "10",              // seconds for a request to arrive; none
                "sun.net.httpserver.maxRspTime", "60",              // seconds for an answer to be read; none
                "sun.net.httpserver.nodelay", "true")               // false: an answer could wait 40 ms for an ACK
                .forEach(System.getProperties()::putIfAbsent);
    }

    /**
     * Each connection is an open file to the system, which allows a process so many. The JDK's server must not find out
     * by a failure: then it tries to accept in a loop that takes a whole core, and neglects the clients that it has.
     */
    private static String maxConnections() {
        long most = MAX_CONNECTIONS;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - RESERVE;
            most = Math.max(1, Math.min(most, free));
        }
        return String.valueOf(most);
    }
}
