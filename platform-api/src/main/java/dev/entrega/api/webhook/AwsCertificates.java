package dev.entrega.api.webhook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;

/** AWS's certificates, over HTTPS, from where they say to be and from nowhere that an answer refers to. Thread-safe. */
final class AwsCertificates implements SnsScheme.Certificates {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** One takes about 2 KB. */
    private static final int MOST_BYTES = 64 * 1024;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(Redirect.NEVER)
            .build();

    @Override
    public X509Certificate at(URI address) throws IOException, GeneralSecurityException, InterruptedException {
        var answer = http.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(body.readNBytes(MOST_BYTES)));
        }
    }
}
