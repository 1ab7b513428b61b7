package com.example.tcp.exercise;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One answer to exercise 1.4. */
public final class EchoServer implements AutoCloseable {

    private static final int BACKLOG = 1_024;

    private final ServerSocket listener;
    private final Thread acceptor = new Thread(this::accept, "echo-accept");
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    private EchoServer(ServerSocket listener) {
        this.listener = listener;
    }

    public static EchoServer start(int port) throws IOException {
        EchoServer server = new EchoServer(new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()));
        server.acceptor.start();
        return server;
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                clients.add(client);
                run("echo-" + client.getPort(), () -> echo(client));
            }
        } catch (IOException e) {
            // close() was called: that is how the wait in accept ends.
        }
    }

    private void echo(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // A reset, or our own close(): this connection is over, and no client is left to be told.
        } finally {
            clients.remove(client);
        }
    }

    private void run(String name, Runnable work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } finally {
                threads.remove(Thread.currentThread());
            }
        }, name);
        threads.add(thread);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        boolean interrupted = ended(acceptor);           // first: after it, no client is added any more
        for (Socket client : clients) {
            client.close();
        }
        for (Thread thread : threads) {
            interrupted |= ended(thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a thread whose socket is closed, also when it is interrupted itself; returns whether it was. */
    private static boolean ended(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}
