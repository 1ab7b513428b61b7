package com.example.jetty;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** A session that only remembers what was called. */
final class SessionOf {

    /** What becomes of what is sent: it goes out at once, it cannot be sent, or it is on its way all the time. */
    enum Sends { WELL, BADLY, NEVER }

    private SessionOf() {
    }

    static Session remembering(List<String> told, Sends sends) {
        return remembering(told, sends, () -> { });
    }

    /** @param whenSent what runs inside each {@code sendText}, as what Jetty calls when a connection is lost there */
    static Session remembering(List<String> told, Sends sends, Runnable whenSent) {
        return (Session) Proxy.newProxyInstance(Session.class.getClassLoader(), new Class<?>[] {Session.class},
                (proxy, method, arguments) -> {
                    boolean closes = method.getName().equals("close") && arguments != null;
                    told.add(closes ? "close " + arguments[0] + " " + arguments[1] : method.getName());
                    if (method.getName().equals("sendText")) {
                        whenSent.run();
                    }
                    if (arguments != null && arguments[arguments.length - 1] instanceof Callback callback) {
                        if (sends == Sends.WELL) {
                            callback.succeed();
                        } else if (sends == Sends.BADLY) {
                            callback.fail(new IOException("Broken pipe"));
                        }
                    }
                    return null;
                });
    }
}
