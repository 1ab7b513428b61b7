package com.example.who;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for this machine alone, made by the JDK's own {@code keytool}, in a folder of its own. */
final class Certificate implements AutoCloseable {

    static final String PASSWORD = "not-a-secret";

    private final Path folder;
    private final KeyStore store;

    Certificate() throws IOException, GeneralSecurityException, InterruptedException {
        folder = Files.createTempDirectory("certificate");
        // tag::keytool[]
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "here", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2",
                "-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1",
                "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file().toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        // end::keytool[]
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IOException("keytool failed: " + Files.readString(folder.resolve("log")));
        }
        store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file())) {
            store.load(in, PASSWORD.toCharArray());
        }
    }

    /** Certificate and key, as PKCS 12. */
    Path file() {
        return folder.resolve("here.p12");
    }

    /** Writes both as PEM, which nginx reads: {@code here.crt} and {@code here.key}. */
    void writePem(Path into) throws IOException, GeneralSecurityException {
        Files.writeString(into.resolve("here.crt"), pem("CERTIFICATE", store.getCertificate("here").getEncoded()));
        Files.writeString(into.resolve("here.key"),
                pem("PRIVATE KEY", store.getKey("here", PASSWORD.toCharArray()).getEncoded()));
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
                + "\n-----END " + what + "-----\n";
    }

    /** What a client must trust in order to believe it. */
    SSLContext trust() throws GeneralSecurityException, IOException {
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("here", store.getCertificate("here"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Override
    public void close() throws IOException {
        for (String name : new String[] {"here.p12", "log"}) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.deleteIfExists(folder);
    }
}
