package com.example.jetty;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Stands in front of Jetty's own upgrade handler, and checks what that leaves out: a wrong version and a wrong key are
 * told so, a page of another site may not connect, and an offer of compression that we cannot keep is taken out of the
 * request (RFC 6455, sections 4.2 and 10.2; RFC 7692, section 7.1).
 */
final class Gate extends Handler.Wrapper {

    /** A stranger's page can give its own host name the address 127.0.0.1; then its Origin is its Host. */
    private static final Pattern OUR_HOST = Pattern.compile("(?i)(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]*)?");

    private final List<String> paths;

    /** @param paths where WebSocket is spoken; requests for others pass unchecked */
    Gate(List<String> paths, Handler behind) {
        super(behind);
        this.paths = paths;
    }

    // tag::gate[]
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!paths.contains(Request.getPathInContext(request))) {
            return super.handle(request, response, callback);
        }
        try {
            check(request);
        } catch (RefusedException e) {
            e.answer(response, callback);
            return true;
        }
        return super.handle(new Offering(request), response, callback);
    }

    private static void check(Request request) throws RefusedException {
        HttpFields fields = request.getHeaders();
        if (!request.getMethod().equals("GET")) {
            throw new RefusedException(405, "only GET is answered here");
        }
        if (request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_1) {
            throw new RefusedException(505, "only HTTP/1.1 is spoken here");
        }
        if (request.getLength() > 0 || fields.contains(HttpHeader.TRANSFER_ENCODING)) {
            throw new RefusedException(400, "this request must not have a body");
        }
        if (!lists(fields, HttpHeader.UPGRADE, "websocket") || !lists(fields, HttpHeader.CONNECTION, "upgrade")) {
            throw new RefusedException(426, "only WebSocket is spoken here");
        }
        if (!one(fields, HttpHeader.SEC_WEBSOCKET_VERSION).equals("13")) {
            throw new RefusedException(426, "the version of WebSocket that is spoken here is 13");
        }
        if (!isKey(one(fields, HttpHeader.SEC_WEBSOCKET_KEY))) {
            throw new RefusedException(400, "Sec-WebSocket-Key must be 16 bytes in Base64");
        }
        String host = one(fields, HttpHeader.HOST);
        if (!OUR_HOST.matcher(host).matches()) {
            throw new RefusedException(421, "this server answers for localhost only");
        }
        String origin = one(fields, HttpHeader.ORIGIN);
        if (!origin.isEmpty() && !origin.equalsIgnoreCase("http://" + host)
                && !origin.equalsIgnoreCase("https://" + host)) {
            throw new RefusedException(403, "pages of another site may not connect");
        }
    }
    // end::gate[]

    private static boolean lists(HttpFields fields, HttpHeader name, String element) {
        return fields.getCSV(name, false).stream().anyMatch(element::equalsIgnoreCase);
    }

    /** The value of a field that must stand there once; empty if it does not. */
    private static String one(HttpFields fields, HttpHeader name) throws RefusedException {
        List<String> values = fields.getValuesList(name.asString());
        if (values.size() > 1) {
            throw new RefusedException(400, "the field " + name + " stands there " + values.size() + " times");
        }
        return values.isEmpty() ? "" : values.get(0);
    }

    private static boolean isKey(String key) {
        try {
            return key.length() == 24 && Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The request with the first offer of compression that Jetty can keep, and without all others. */
    private static final class Offering extends Request.Wrapper {

        private final HttpFields fields;

        Offering(Request request) {
            super(request);
            String offer = DeflateOffer.best(request.getHeaders().getValuesList("Sec-WebSocket-Extensions"));
            HttpFields.Mutable mutable =
                    HttpFields.build(request.getHeaders()).remove(HttpHeader.SEC_WEBSOCKET_EXTENSIONS);
            if (!offer.isEmpty()) {
                mutable.add(new HttpField(HttpHeader.SEC_WEBSOCKET_EXTENSIONS, offer));
            }
            fields = mutable.asImmutable();
        }

        @Override
        public HttpFields getHeaders() {
            return fields;
        }
    }
}
