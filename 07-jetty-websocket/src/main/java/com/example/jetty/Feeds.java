package com.example.jetty;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The pages that watch. A page makes up a token, opens {@code /frames?token=TOKEN}, and gives its other connections the
 * parameter {@code frames=TOKEN}: only these are shown, and only to it. The same file is in lessons 07 and 08.
 */
final class Feeds {

    /** One page more takes the place of the one that has been there longest. */
    static final int MOST = 8;

    private final Map<String, Feed> open = new LinkedHashMap<>();

    /** @throws RefusedException 400 for a token that is not 16 to 64 letters, digits and hyphens, or that is in use */
    void check(String token) throws RefusedException {
        if (!token.matches("[A-Za-z0-9-]{16,64}")) {
            throw new RefusedException(400, "A token has 16 to 64 letters, digits and hyphens.");
        }
        if (find(token) != null) {
            throw new RefusedException(400, "This token is in use.");
        }
    }

    /** @throws RefusedException 400 if there is no such page */
    Feed page(String token) throws RefusedException {
        Feed feed = find(token);
        if (feed == null) {
            throw new RefusedException(400, "No page watches with this token.");
        }
        return feed;
    }

    private synchronized Feed find(String token) {
        return open.get(token);
    }

    void add(String token, Feed feed) {
        Feed last;
        synchronized (this) {
            last = open.put(token, feed);
            if (last == null && open.size() > MOST) {
                Iterator<Feed> oldest = open.values().iterator();
                last = oldest.next();
                oldest.remove();
            }
        }
        if (last != null) {
            last.end("another page watches now");
        }
    }

    synchronized void remove(String token, Feed feed) {
        open.remove(token, feed);
    }
}
