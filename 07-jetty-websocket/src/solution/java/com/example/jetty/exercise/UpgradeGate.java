package com.example.jetty.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** 7.3 UpgradeGate: one answer to the exercise. */
public final class UpgradeGate {

    private static final List<String> SPOKEN = List.of("chat.v2", "chat.v1");

    private UpgradeGate() {
    }

    public static void install(ServerWebSocketContainer container, Function<String, Session.Listener> rooms) {
        UriTemplatePathSpec path = new UriTemplatePathSpec("/room/{id}");
        container.addMapping(path, (request, response, callback) -> {
            String id = path.getPathParams(Request.getPathInContext(request)).get("id");
            if (!id.matches("[a-z0-9-]{1,32}")) {
                refuse(response, callback, 404, "there is no such room");
                return null;
            }
            if (!isOwn(request)) {
                refuse(response, callback, 403, "pages of another site may not connect");
                return null;
            }
            List<String> offered = request.getSubProtocols();
            if (!offered.isEmpty()) {
                String chosen = SPOKEN.stream().filter(offered::contains).findFirst().orElse(null);
                if (chosen == null) {
                    refuse(response, callback, 400, "chat.v2 and chat.v1 are spoken here");
                    return null;
                }
                response.setAcceptedSubProtocol(chosen);
            }
            return rooms.apply(id);
        });
    }

    private static boolean isOwn(ServerUpgradeRequest request) {
        List<String> origins = request.getHeaders().getValuesList(HttpHeader.ORIGIN.asString());
        String host = request.getHeaders().get(HttpHeader.HOST);
        return origins.stream().allMatch(
                origin -> origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host));
    }

    private static void refuse(ServerUpgradeResponse response, Callback callback, int status, String sentence) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.write(true, ByteBuffer.wrap((sentence + "\n").getBytes(UTF_8)), callback);
    }
}
