package com.example.handshake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/** The handshake of WebSocket: one request, one response, and then the server speaks first. */
public final class InOneFile {

    // tag::heart[]
    /** Opens a server on the loopback; port 0 is any free one. */
    static ServerSocket start(int port) throws IOException {
        ServerSocket listener = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
        new Thread(() -> serve(listener), "server").start();
        return listener;
    }

    private static void serve(ServerSocket listener) {
        try (Socket socket = listener.accept()) {
            new Thread(() -> serve(listener), "server").start();        // waits for the next client
            DataInputStream in = new DataInputStream(socket.getInputStream());
            String key = readHead(in).split("Sec-WebSocket-Key: ")[1].split("\r\n")[0];
            socket.getOutputStream().write(("HTTP/1.1 101 Switching Protocols\r\n"
                    + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n").getBytes(UTF_8));
            byte[] hello = {(byte) 0x81, 5, 'H', 'e', 'l', 'l', 'o'};   // a text of 5 bytes
            socket.getOutputStream().write(hello);                      // and no client has asked
            in.transferTo(OutputStream.nullOutputStream());             // until the client leaves
        } catch (IOException | GeneralSecurityException e) {
            System.out.println("the end: " + e);
        }
    }

    /** Shows that the server has read this request (RFC 6455, section 4.2.2). */
    private static String accept(String key) throws GeneralSecurityException {
        byte[] keyAndGuid = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(UTF_8);
        byte[] digest = MessageDigest.getInstance("SHA-1").digest(keyAndGuid);
        return Base64.getEncoder().encodeToString(digest);
    }
    // end::heart[]

    /** Reads to the empty line, and not a byte further: what follows is no longer HTTP. */
    private static String readHead(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** One who asks once, and then only listens. */
    private record Client(String name, Socket socket, DataInputStream in) {

        static Client connect(String name, int port, String key) throws IOException {
            Socket socket = new Socket("127.0.0.1", port);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            String head = "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: " + key + "\r\n\r\n";
            System.out.print(name + " says:\n" + head.strip().indent(4));
            socket.getOutputStream().write(head.getBytes(UTF_8));
            System.out.print(name + " hears:\n" + readHead(in).strip().indent(4));
            return new Client(name, socket, in);
        }

        void hear() throws IOException {
            byte[] frame = in.readNBytes(7);
            String hex = HexFormat.ofDelimiter(" ").formatHex(frame);
            System.out.println(name + " hears: " + hex + "   " + new String(frame, 2, 5, UTF_8));
        }
    }

    public static void main(String[] args) throws IOException {
        boolean serve = args.length > 0 && args[0].equals("serve");     // serve [port]
        int port = args.length > 1 ? Integer.parseInt(args[1]) : serve ? 8005 : 0;
        ServerSocket server = start(port);
        System.out.println("The server is at ws://127.0.0.1:" + server.getLocalPort());
        if (!serve) {
            Client ann = Client.connect("ann", server.getLocalPort(), "dGhlIHNhbXBsZSBub25jZQ==");
            Client bob = Client.connect("bob", server.getLocalPort(), "AQIDBAUGBwgJCgsMDQ4PEA==");
            ann.hear();
            bob.hear();
            ann.socket.close();
            bob.socket.close();
            server.close();
        }
    }
}
