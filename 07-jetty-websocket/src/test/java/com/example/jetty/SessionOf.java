package com.example.jetty;

import java.lang.reflect.Proxy;
import java.util.List;
import org.eclipse.jetty.websocket.api.Session;

/** A session that only remembers what was called. */
final class SessionOf {

    private SessionOf() {
    }

    static Session remembering(List<String> told) {
        return remembering(told, () -> { });
    }

    /** @param whenSent runs inside each {@code sendText}, as what Jetty calls when a connection is lost there */
    static Session remembering(List<String> told, Runnable whenSent) {
        return (Session) Proxy.newProxyInstance(Session.class.getClassLoader(), new Class<?>[] {Session.class},
                (proxy, method, arguments) -> {
                    boolean closes = method.getName().equals("close") && arguments != null;
                    told.add(closes ? "close " + arguments[0] + " " + arguments[1] : method.getName());
                    if (method.getName().equals("sendText")) {
                        whenSent.run();
                    }
                    return null;
                });
    }
}
