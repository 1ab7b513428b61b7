package com.example.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** WebSocket on a bare socket: the handshake, and then frames. What a client sends comes back. */
public final class InOneFile {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

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
            byte[] keyAndGuid = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(UTF_8);
            byte[] accept = MessageDigest.getInstance("SHA-1").digest(keyAndGuid);
            socket.getOutputStream().write(("HTTP/1.1 101 Switching Protocols\r\n"
                    + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                    + Base64.getEncoder().encodeToString(accept) + "\r\n\r\n").getBytes(UTF_8));
            echo(in, socket.getOutputStream());
        } catch (IOException | GeneralSecurityException e) {
            System.out.println("the end: " + e);
        }
    }

    private static String readHead(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    // tag::heart[]
    private static void echo(DataInputStream in, OutputStream out) throws IOException {
        Frame frame;
        do {
            frame = Frame.read(in);
            int first = frame.first == 0x89 ? 0x8A : frame.first;       // a Ping becomes a Pong
            out.write(new Frame(first, frame.payload).bytes());
        } while (frame.first != 0x88);                                  // Close: nothing follows
    }

    /** FIN and opcode in one byte; the payload, without its mask (RFC 6455, section 5.2). */
    private record Frame(int first, byte[] payload) {

        static Frame read(DataInputStream in) throws IOException {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();                         // MASK, and the length
            if (second < 0x80 || second == 0xFF) {
                throw new IOException("a frame without a mask, or of more than 65,535 bytes");
            }
            int length = second & 0x7F;                                 // 126: two more bytes
            byte[] payload = new byte[length < 126 ? length : in.readUnsignedShort()];
            byte[] mask = in.readNBytes(4);
            in.readFully(payload);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return new Frame(first, payload);
        }

        byte[] bytes() {                                                // a server does not mask
            ByteBuffer out = ByteBuffer.allocate(4 + payload.length).put((byte) first);
            out = payload.length < 126 ? out.put((byte) payload.length)
                    : out.put((byte) 126).putShort((short) payload.length);
            return Arrays.copyOf(out.put(payload).array(), out.position());
        }
    }
    // end::heart[]

    /** A client shakes hands, sends two frames, and prints what comes back. */
    private static void talk(String name, int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            socket.getOutputStream().write(("GET / HTTP/1.1\r\nHost: localhost\r\n"
                    + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n").getBytes(UTF_8));
            System.out.println(name + " hears: " + readHead(in).split("\r\n")[0]);
            for (String hex : List.of("81 85 37 fa 21 3d 7f 9f 4d 51 58", "88 80 37 fa 21 3d")) {
                System.out.println(name + " says:  " + hex);            // Hello, and then Close
                byte[] frame = HEX.parseHex(hex);
                socket.getOutputStream().write(frame);
                byte[] echo = in.readNBytes(frame.length - 4);          // without a mask
                System.out.println(name + " hears: " + HEX.formatHex(echo));
            }
        }
    }

    public static void main(String[] args) throws IOException {
        boolean serve = args.length > 0 && args[0].equals("serve");     // serve [port]
        int port = args.length > 1 ? Integer.parseInt(args[1]) : serve ? 8006 : 0;
        ServerSocket listener = start(port);
        System.out.println("The server is at ws://127.0.0.1:" + listener.getLocalPort());
        if (!serve) {
            talk("ann", listener.getLocalPort());
            talk("bob", listener.getLocalPort());
            listener.close();
        }
    }
}
