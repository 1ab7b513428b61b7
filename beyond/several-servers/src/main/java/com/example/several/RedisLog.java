package com.example.several;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntry;

/**
 * The log in a stream of Redis (7.0 or later, for {@code 0-*}). The first half of each entry's id is 0, and Redis
 * counts the second half up, without holes: that is the message's number. One thread of each server waits for what is
 * new.
 */
public final class RedisLog implements Log {

    private static final Logger LOG = System.getLogger(RedisLog.class.getName());
    /** How long Redis may take to accept a connection, or to answer. */
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int CONNECTIONS = 16;
    private static final int PAUSE_MILLIS = 100;

    private final HostAndPort address;
    private final String room;
    private final int kept;
    private final Duration wait;
    private final RedisClient redis;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread tail;
    private volatile boolean away = true;                       // until Redis has answered once
    private boolean quiet = true;                               // of the tail's thread: nothing came last time

    /**
     * Starts to listen. Redis need not be there yet.
     *
     * @param room the key of the stream
     * @param kept how many messages are kept
     * @param wait how long one XREAD waits for news, 1 ms or more
     */
    public RedisLog(HostAndPort address, String room, int kept, Duration wait) {
        this.address = address;
        this.room = room;
        this.kept = kept;
        this.wait = wait;
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        pool.setMaxWait(Duration.ofMillis(PATIENCE_MILLIS));
        redis = RedisClient.builder().hostAndPort(address).clientConfig(config(PATIENCE_MILLIS)).poolConfig(pool)
                .build();
        tail = new Thread(this::follow, "redis-log-" + address.getPort());
        tail.setDaemon(true);
        tail.start();
    }

    /** A Redis that hangs closes no connection: every answer has a time-out, that of a blocking XREAD as well. */
    private JedisClientConfig config(int blocking) {
        return DefaultJedisClientConfig.builder().serverDefaultProtocol()
                .connectionTimeoutMillis(PATIENCE_MILLIS).socketTimeoutMillis(PATIENCE_MILLIS)
                .blockingSocketTimeoutMillis(blocking).build();
    }

    // tag::append[]
    @Override
    public Message append(String from, String text) throws LogAwayException {
        Message valid = new Message(1, from, text);
        try {
            StreamEntryID id = redis.xadd(room,
                    XAddParams.xAddParams().maxLen(kept).exactTrimming().id("0-*"),
                    Map.of("from", valid.from(), "text", valid.text()));
            return new Message(id.getSequence(), from, text);
        } catch (JedisException e) {                            // not tried again: it may have been done
            throw new LogAwayException(e);
        }
    }
    // end::append[]

    // tag::after[]
    @Override
    public List<Message> after(long id) throws GapException, FutureCursorException, LogAwayException {
        try {
            long oldest = number(redis.xrange(room, "-", "+", 1));
            List<Message> next = messages(redis.xread(XReadParams.xReadParams().count(PAGE), from(id)));
            if (!next.isEmpty() && next.get(0).id() > id + 1) {
                oldest = next.get(0).id();                      // more of them went between the two questions
            }
            if (oldest > id + 1) {
                throw new GapException(id, oldest);
            }
            if (next.isEmpty()) {
                long newest = number(redis.xrevrange(room, "+", "-", 1));
                if (newest < id) {
                    throw new FutureCursorException(id, newest);
                }
            }
            return next;
        } catch (JedisException e) {
            throw new LogAwayException(e);
        }
    }
    // end::after[]

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public boolean isAway() {
        return away;
    }

    /** The thread of this log: follows the stream from where it ends now, over as many connections as it takes. */
    private void follow() {
        long last = -1;                                         // not known yet
        while (closed.getCount() > 0) {
            try (Jedis jedis = new Jedis(address, config(PATIENCE_MILLIS + (int) wait.toMillis()))) {
                while (closed.getCount() > 0) {
                    last = step(jedis, last);
                }
            } catch (RuntimeException e) {                      // Jedis throws no other kind
                if (!away && closed.getCount() > 0) {
                    LOG.log(Level.WARNING, "Redis is away: {0}", e.getMessage());
                }
                away = true;
                quiet = true;
                pause();
            }
        }
    }

    // tag::follow[]
    /** Waits for what comes after {@code last}, tells the listeners, and returns the number of the last one told. */
    private long step(Jedis jedis, long last) {
        if (quiet) {
            long newest = number(jedis.xrevrange(room, "+", "-", 1));
            long oldest = number(jedis.xrange(room, "-", "+", 1));
            boolean lost = newest < last                        // it has lost its end, and will count it again
                    || last >= 0 && oldest > last + 1;          // or it was away for longer than messages are kept
            if (lost) {
                listeners.forEach(Listener::lost);
            }
            last = last < 0 || lost ? newest : last;
        }
        if (away) {
            redis.getPool().clear();                            // connections from before are broken
            away = false;
        }
        XReadParams read = XReadParams.xReadParams().count(PAGE).block((int) wait.toMillis());
        List<Message> next = messages(jedis.xread(read, from(last)));
        quiet = next.isEmpty();
        for (Message message : next) {
            if (message.id() > last + 1) {
                listeners.forEach(Listener::lost);
            }
            listeners.forEach(listener -> listener.said(message));
            last = message.id();
        }
        return last;
    }
    // end::follow[]

    private void pause() {
        try {
            closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, StreamEntryID> from(long id) {
        return Map.of(room, new StreamEntryID(0, id));
    }

    private static long number(List<StreamEntry> entries) {
        return entries.isEmpty() ? 0 : entries.get(0).getID().getSequence();
    }

    private static List<Message> messages(List<Map.Entry<String, List<StreamEntry>>> streams) {
        if (streams == null || streams.isEmpty()) {
            return List.of();                                   // that is how "nothing in this time" is said
        }
        return streams.get(0).getValue().stream().map(RedisLog::message).toList();
    }

    private static Message message(StreamEntry entry) {
        try {
            return new Message(entry.getID().getSequence(), entry.getFields().get("from"),
                    entry.getFields().get("text"));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new JedisDataException("the stream has an entry that is no message: " + entry.getID(), e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            tail.join(wait.toMillis() + PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        redis.close();
    }
}
