package com.example.several;

import com.github.fppt.jedismock.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The Redis of {@code -Dredis=host:port}; without that a substitute in this JVM, so that the tour needs nothing
 * installed. The substitute keeps its streams in memory, and speaks Redis' protocol on a port of the loopback.
 */
public final class Engine implements AutoCloseable {

    /** How many messages a room keeps, unless {@code -Dkept=} says otherwise. */
    public static final int KEPT = 1_000;
    /** What the substitute tells a blocked XREAD comes up to so much late, or up to 500 ms; Redis tells at once. */
    private static final int SUBSTITUTES_WAIT_MILLIS = 20;
    private static final int WAIT_MILLIS = 1_000;
    private static final int OLDEST = 7;

    private final RedisServer embedded;
    private final HostAndPort address;

    private Engine(RedisServer embedded, HostAndPort address) {
        this.embedded = embedded;
        this.address = address;
    }

    /** @throws IllegalArgumentException if the property is not {@code host:port} */
    public static Engine open() throws IOException {
        String wanted = System.getProperty("redis", "");
        if (!wanted.isEmpty()) {
            if (!wanted.matches(".+:[0-9]{1,5}") || HostAndPort.from(wanted).getPort() > 65_535) {
                throw new IllegalArgumentException("-Dredis=" + wanted + " is not host:port");
            }
            return new Engine(null, HostAndPort.from(wanted));
        }
        RedisServer server = new RedisServer(0, InetAddress.getByName("127.0.0.1")).start();
        return new Engine(server, new HostAndPort("127.0.0.1", server.getBindPort()));
    }

    /** @throws IOException with one sentence, if the Redis that was asked for is not there, or is too old */
    public void check() throws IOException {
        try (Jedis redis = new Jedis(address, DefaultJedisClientConfig.builder().serverDefaultProtocol().build())) {
            Matcher version = Pattern.compile("redis_version:([0-9]{1,4})\\.").matcher(isEmbedded() ? ""
                    : redis.info("server"));
            if (version.find() && Integer.parseInt(version.group(1)) < OLDEST) {
                throw new IOException("the Redis at " + address + " is older than " + OLDEST
                        + ".0, and has no XADD 0-*");
            }
        } catch (JedisException e) {
            throw new IOException("no Redis answers at " + address + ": start one, or leave -Dredis away", e);
        }
    }

    public HostAndPort address() {
        return address;
    }

    public boolean isEmbedded() {
        return embedded != null;
    }

    /**
     * A log of a room; {@code -Dwait=} says how many milliseconds one XREAD of its tail may wait.
     *
     * @throws IllegalArgumentException if {@code -Dwait=} or {@code -Dkept=} is less than 1
     */
    public RedisLog log(String room) {
        int wait = atLeastOne("wait", embedded != null ? SUBSTITUTES_WAIT_MILLIS : WAIT_MILLIS);
        return new RedisLog(address, room, atLeastOne("kept", KEPT), Duration.ofMillis(wait));
    }

    private static int atLeastOne(String property, int otherwise) {
        int value = Integer.getInteger(property, otherwise);
        if (value < 1) {
            throw new IllegalArgumentException("-D" + property + "=" + value + " is less than 1");
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        if (embedded != null) {
            embedded.stop();
        }
    }

    @Override
    public String toString() {
        return embedded != null ? "jedis-mock in this JVM" : "Redis at " + address;
    }
}
