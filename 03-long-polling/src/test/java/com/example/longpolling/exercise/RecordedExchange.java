package com.example.longpolling.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** A GET request without a network: it keeps what it is answered, and minds the lengths as the JDK's server does. */
final class RecordedExchange extends HttpExchange {

    /** Something that happens on the way: another thread comes in between, or the socket breaks. */
    interface Event {
        void happens() throws IOException;
    }

    private final Headers request = new Headers();
    private final Headers response = new Headers();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final AtomicInteger answers = new AtomicInteger();
    private OutputStream out = new Body();
    private Event onHeaders = () -> { };
    private Event onBody = () -> { };
    private volatile int status = -1;
    private volatile long announced;
    private volatile boolean closed;
    private volatile boolean bodyClosed;

    RecordedExchange onHeaders(Event event) {
        onHeaders = event;
        return this;
    }

    RecordedExchange onBody(Event event) {
        onBody = event;
        return this;
    }

    /** How often headers were sent: an HTTP request has one answer. */
    int answers() {
        return answers.get();
    }

    int status() {
        return status;
    }

    /** What was announced to {@code sendResponseHeaders}: -1 for no body, 0 for chunked, else bytes. */
    long announced() {
        return announced;
    }

    byte[] body() {
        return body.toByteArray();
    }

    String header(String name) {
        return response.getFirst(name);
    }

    /** Whether nothing is left open: the server may take the next request from this connection, or has closed it. */
    boolean finished() {
        return closed || status != -1 && (announced == -1 || bodyClosed);
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void sendResponseHeaders(int code, long length) throws IOException {
        if (answers.incrementAndGet() > 1) {
            throw new IOException("headers already sent");
        }
        Event event = onHeaders;
        onHeaders = () -> { };
        event.happens();
        status = code;
        announced = length;
    }

    @Override
    public OutputStream getResponseBody() {
        return out;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public Headers getResponseHeaders() {
        return response;
    }

    @Override
    public Headers getRequestHeaders() {
        return request;
    }

    @Override
    public int getResponseCode() {
        return status;
    }

    @Override
    public String getRequestMethod() {
        return "GET";
    }

    @Override
    public URI getRequestURI() {
        return URI.create("/messages?after=0");
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public InputStream getRequestBody() {
        return InputStream.nullInputStream();
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 8003);
    }

    @Override
    public HttpContext getHttpContext() {
        return null;
    }

    @Override
    public Object getAttribute(String name) {
        return null;
    }

    @Override
    public void setAttribute(String name, Object value) {
        throw new UnsupportedOperationException("attributes belong to the context, not to one request");
    }

    @Override
    public void setStreams(InputStream in, OutputStream out) {
        this.out = out;
    }

    @Override
    public HttpPrincipal getPrincipal() {
        return null;
    }

    @Override
    public String toString() {
        return status == -1 ? "not answered" : status + " \"" + body.toString(UTF_8) + "\"";
    }

    private final class Body extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return;
            }
            if (status == -1) {
                throw new IOException("response headers not sent yet");
            }
            if (announced == -1 || announced > 0 && body.size() + length > announced) {
                throw new IOException("too many bytes to write to stream");
            }
            if (body.size() + length > 1_000_000) {
                throw new IOException("a body of a million bytes, and more of it");
            }
            onBody.happens();
            body.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            if (announced > 0 && body.size() < announced) {
                throw new IOException("insufficient bytes written");
            }
            bodyClosed = status != -1;
        }
    }
}
