package com.example.who;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What proves who a user is: signed tokens, which say it themselves until they expire, and tickets, which are good
 * for one handshake.
 */
final class Passes {

    static final Duration TICKET_LIVES = Duration.ofSeconds(10);
    private static final int MAX_TOKEN = 512;
    static final int MAX_TICKETS = 10_000;

    /** @param name who it is; @param until when that ends */
    record Pass(String name, Instant until) { }

    private final byte[] key = random(32);
    private final Clock clock;
    private final Map<String, Ticket> tickets = new ConcurrentHashMap<>();

    private record Ticket(Pass pass, Instant until) { }

    Passes(Clock clock) {
        this.clock = clock;
    }

    // tag::token[]
    /** {@code base64url(expiry name).base64url(HMAC-SHA256)}: of characters that cookies and subprotocols may have. */
    String token(String name, Duration lives) {
        String claim = encode((clock.instant().plus(lives).toEpochMilli() + " " + name).getBytes(UTF_8));
        return claim + "." + encode(hmac(claim));
    }

    /** Whom the token names; empty if it was not signed here, or has expired. */
    Optional<Pass> check(String token) {
        int dot = token.indexOf('.');
        if (dot < 0 || token.length() > MAX_TOKEN) {
            return Optional.empty();
        }
        try {
            byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            // In constant time: how long equals() takes would tell how many of the first bytes were right.
            if (!MessageDigest.isEqual(hmac(token.substring(0, dot)), signature)) {
                return Optional.empty();
            }
            String[] claim = new String(Base64.getUrlDecoder().decode(token.substring(0, dot)), UTF_8).split(" ", 2);
            Instant until = Instant.ofEpochMilli(Long.parseLong(claim[0]));
            return clock.instant().isBefore(until) ? Optional.of(new Pass(claim[1], until)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
    // end::token[]

    // tag::ticket[]
    /** A random name for a pass, for ten seconds; empty if too many wait to be used. */
    Optional<String> ticket(Pass pass) {
        tickets.values().removeIf(ticket -> !clock.instant().isBefore(ticket.until));
        if (tickets.size() >= MAX_TICKETS) {
            return Optional.empty();
        }
        String name = encode(random(16));
        tickets.put(name, new Ticket(pass, clock.instant().plus(TICKET_LIVES)));
        return Optional.of(name);
    }

    /** Takes the ticket: the second one that comes with it gets nothing. */
    Optional<Pass> take(String ticket) {
        return Optional.ofNullable(tickets.remove(ticket)).filter(taken -> clock.instant().isBefore(taken.until))
                .map(Ticket::pass).filter(pass -> clock.instant().isBefore(pass.until));
    }
    // end::ticket[]

    private byte[] hmac(String claim) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(claim.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
