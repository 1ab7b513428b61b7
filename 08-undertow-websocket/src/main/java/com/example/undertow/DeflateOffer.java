package com.example.undertow;

import io.undertow.websockets.WebSocketExtension;
import io.undertow.websockets.extensions.ExtensionFunction;
import io.undertow.websockets.extensions.ExtensionHandshake;
import io.undertow.websockets.extensions.PerMessageDeflateFunction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;

/**
 * Whether an offer of compression is accepted (RFC 7692, section 7.1). Undertow's own agrees to a smaller window and
 * then does not keep to it, since Java's {@link Deflater} cannot; this one declines.
 */
final class DeflateOffer implements ExtensionHandshake {

    static final String SERVER_NO_CONTEXT_TAKEOVER = "server_no_context_takeover";

    @Override
    public String getName() {
        return "permessage-deflate";
    }

    // tag::accept[]
    /** What is agreed on; null to decline, which is no error: the connection is then without compression. */
    @Override
    public WebSocketExtension accept(WebSocketExtension offer) {
        if (!offer.getName().equals(getName())) {
            return null;
        }
        WebSocketExtension agreed = new WebSocketExtension(getName());
        Set<String> seen = new HashSet<>();
        for (WebSocketExtension.Parameter parameter : offer.getParameters()) {
            String name = parameter.getName();
            String value = parameter.getValue();
            boolean fine = seen.add(name) && switch (name) {
                case SERVER_NO_CONTEXT_TAKEOVER, "client_no_context_takeover" -> value == null;
                case "server_max_window_bits" -> "15".equals(value);            // what Java has anyway
                case "client_max_window_bits" -> value == null || value.matches("[89]|1[0-5]");
                default -> false;
            };
            if (!fine) {
                return null;
            }
            if (!name.equals("client_max_window_bits")) {
                agreed.getParameters().add(parameter);
            }
        }
        return agreed;
    }
    // end::accept[]

    @Override
    public boolean isIncompatible(List<ExtensionHandshake> agreed) {
        return agreed.contains(this);
    }

    /** For a channel that Undertow makes by itself; ours are made by {@link Version13Handshake}, which does not ask. */
    @Override
    public ExtensionFunction create() {
        return new PerMessageDeflateFunction(Deflater.DEFAULT_COMPRESSION, true, true);
    }
}
