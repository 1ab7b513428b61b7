package com.example.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A chat room on TCP: the server accepts clients, and sends each line to all of them. */
public final class InOneFile {

    private final Set<Socket> members = ConcurrentHashMap.newKeySet();

    // tag::heart[]
    /** Opens a room on the loopback; port 0 is any free one. */
    ServerSocket start(int port) throws IOException {
        ServerSocket listener = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
        new Thread(() -> accept(listener), "accept").start();
        return listener;
    }

    private void accept(ServerSocket listener) {
        try {
            while (true) {
                Socket socket = listener.accept();      // a NEW socket; this one goes on listening
                new Thread(() -> serve(socket), "client-" + socket.getPort()).start();
            }
        } catch (IOException e) {
            System.out.println("the room is closed");
        }
    }

    private void serve(Socket socket) {
        members.add(socket);
        try (socket; BufferedReader lines = reader(socket)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                tellAll(line);
            }
        } catch (IOException e) {
            // it has gone without a goodbye: a way to leave, too
        } finally {
            members.remove(socket);
        }
    }

    private synchronized void tellAll(String line) {    // one at a time: the same order for all
        for (Socket member : Set.copyOf(members)) {     // who is here now
            try {
                member.getOutputStream().write((line + "\n").getBytes(UTF_8));
            } catch (IOException e) {
                members.remove(member);                 // it has gone, and the others have not
            }
        }
    }
    // end::heart[]

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /** A client that talks and listens. */
    private record Client(String name, Socket socket, BufferedReader lines) {

        static Client connect(String name, int port) throws IOException {
            Socket socket = new Socket("127.0.0.1", port);
            return new Client(name, socket, reader(socket));
        }

        void say(String text) throws IOException {
            System.out.println(name + " says:  " + text);
            socket.getOutputStream().write((name + ": " + text + "\n").getBytes(UTF_8));
        }

        void hear() throws IOException {
            System.out.println(name + " hears: " + lines.readLine());
        }
    }

    public static void main(String[] args) throws IOException {
        boolean serve = args.length > 0 && args[0].equals("serve");     // serve [port]
        int port = args.length > 1 ? Integer.parseInt(args[1]) : serve ? 8001 : 0;
        ServerSocket server = new InOneFile().start(port);
        System.out.println("The room is at 127.0.0.1:" + server.getLocalPort());
        if (!serve) {
            Client ann = Client.connect("ann", server.getLocalPort());
            ann.say("is anybody here?");
            ann.hear();
            Client bob = Client.connect("bob", server.getLocalPort());
            bob.say("I am, and you did not have to ask");
            bob.hear();
            ann.hear();
            bob.socket.close();
            ann.say("bob?");
            ann.hear();
            ann.socket.close();
            server.close();
        }
    }
}
