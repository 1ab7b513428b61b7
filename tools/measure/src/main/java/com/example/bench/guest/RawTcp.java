package com.example.bench.guest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * No protocol at all: the bytes go back as they came, or with a second argument to all. One thread, one selector: a
 * reference for what the sockets cost, not a limit: a server that batches its writes otherwise may be ahead of it.
 */
public final class RawTcp {

    private final Selector selector = Selector.open();
    private final ByteBuffer arrived = ByteBuffer.allocateDirect(256 * 1024);
    private final boolean toAll;

    private RawTcp(boolean toAll) throws IOException {
        this.toAll = toAll;
    }

    /** @param args the port, on the loopback; it runs until it is killed */
    public static void main(String[] args) throws IOException {
        new RawTcp(args.length > 1).serve(Integer.parseInt(args[0]));
    }

    private void serve(int port) throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open();
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 4096);
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
        while (true) {
            selector.select(key -> {
                try {
                    if (key.isAcceptable()) {
                        accept(listening);
                    } else if (key.isWritable()) {
                        writeRest(key);
                    } else {
                        read(key);
                    }
                } catch (IOException gone) {
                    close(key);
                }
            });
        }
    }

    private void accept(ServerSocketChannel listening) throws IOException {
        for (SocketChannel next = listening.accept(); next != null; next = listening.accept()) {
            next.configureBlocking(false);
            next.setOption(StandardSocketOptions.TCP_NODELAY, true);
            next.register(selector, SelectionKey.OP_READ);
        }
    }

    private void read(SelectionKey key) throws IOException {
        if (((SocketChannel) key.channel()).read(arrived.clear()) < 0) {
            close(key);
            return;
        }
        arrived.flip();
        if (!toAll) {
            write(key, arrived);
            return;
        }
        for (SelectionKey each : selector.keys()) {
            if (each.isValid() && each.channel() instanceof SocketChannel) {
                write(each, arrived.duplicate());
            }
        }
    }

    /** A client that does not take all of it now is not read from until it has. */
    private static void write(SelectionKey key, ByteBuffer bytes) throws IOException {
        ByteBuffer rest = (ByteBuffer) key.attachment();
        if (rest == null) {
            ((SocketChannel) key.channel()).write(bytes);
        }
        if (bytes.hasRemaining()) {
            int before = rest == null ? 0 : rest.remaining();
            ByteBuffer both = ByteBuffer.allocateDirect(before + bytes.remaining());
            if (rest != null) {
                both.put(rest);
            }
            key.attach(both.put(bytes).flip());
            key.interestOps(SelectionKey.OP_WRITE);
        }
    }

    private static void writeRest(SelectionKey key) throws IOException {
        ByteBuffer rest = (ByteBuffer) key.attachment();
        ((SocketChannel) key.channel()).write(rest);
        if (!rest.hasRemaining()) {
            key.attach(null);
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private static void close(SelectionKey key) {
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException e) {
            // it is closed all the same
        }
    }
}
