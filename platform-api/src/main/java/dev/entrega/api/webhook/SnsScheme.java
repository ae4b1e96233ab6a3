package dev.entrega.api.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.api.RefusedException;
import io.micronaut.http.HttpStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What SNS delivers over HTTPS, signed by AWS (Amazon SNS developer guide, "Verifying the signatures of Amazon SNS
 * messages"). Only signatures of version 2, which are by SHA-256: a topic has them when its attribute {@code
 * SignatureVersion} is 2. The id is SNS's {@code MessageId}, the same for each try.
 *
 * <p>A request to confirm a subscription passes as well, and nothing here follows its {@code SubscribeURL}: who subscribes
 * confirms with its {@code Token}, by the API and under their own rights. Thread-safe.
 */
public final class SnsScheme implements WebhookScheme {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** AWS's own hosts: whoever could name another would sign with a key of their own. */
    private static final Pattern HOST = Pattern.compile("sns\\.[a-z0-9-]{1,40}\\.amazonaws\\.com(\\.cn)?");

    private static final List<String> SIGNED_OF_NOTIFICATION =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");

    private static final List<String> SIGNED_OF_CONFIRMATION =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

    /** A certificate is used for months; many different ones are no AWS's doing. */
    private static final int MOST_CERTIFICATES = 16;

    /** Where the certificates are. */
    interface Certificates {
        X509Certificate at(URI address) throws IOException, GeneralSecurityException, InterruptedException;
    }

    private final Set<String> topics;
    private final Certificates certificates;
    private final ConcurrentHashMap<URI, X509Certificate> known = new ConcurrentHashMap<>();

    SnsScheme(Set<String> topics, Certificates certificates) {
        this.topics = Set.copyOf(topics);
        this.certificates = certificates;
    }

    /** @param topics ARNs: anybody can have SNS sign what a topic of their own says */
    public static SnsScheme of(Set<String> topics) {
        return new SnsScheme(topics, new AwsCertificates());
    }

    @Override
    public String verify(SignedRequest request) {
        JsonNode message = parse(request.body());
        String topic = text(message, "TopicArn");
        if (!topics.contains(topic)) {
            throw unauthorized("sns-topic", "The request is of a topic that is not expected here.");
        }
        if (!text(message, "SignatureVersion").equals("2")) {
            throw unauthorized(
                    "sns-signature-version",
                    "The request is signed by SHA-1; set the topic's attribute SignatureVersion to 2.");
        }
        if (!isSigned(message, certificate(address(text(message, "SigningCertURL"))))) {
            throw unauthorized("webhook-signature", "The request is not signed by AWS.");
        }
        return text(message, "MessageId");
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new RefusedException(HttpStatus.BAD_REQUEST, "sns-malformed", "The body is no message of SNS.");
        }
    }

    private static String text(JsonNode message, String name) {
        JsonNode value = message.path(name);
        if (!value.isTextual()) {
            throw new RefusedException(HttpStatus.BAD_REQUEST, "sns-malformed", "The message needs " + name + ".");
        }
        return value.textValue();
    }

    private static URI address(String text) {
        try {
            URI address = URI.create(text);
            if ("https".equals(address.getScheme())
                    && address.getPort() == -1
                    && address.getUserInfo() == null
                    && address.getHost() != null
                    && HOST.matcher(address.getHost()).matches()) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw notOfAws();
        }
        throw notOfAws();
    }

    private static RefusedException notOfAws() {
        return unauthorized("sns-certificate", "The signing certificate is not at an address of AWS.");
    }

    private X509Certificate certificate(URI address) {
        var found = known.get(address);
        if (found != null) {
            return found;
        }
        try {
            var certificate = certificates.at(address);
            if (known.size() < MOST_CERTIFICATES) {
                known.put(address, certificate);
            }
            return certificate;
        } catch (IOException e) {
            throw new RefusedException(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "sns-certificate-unreachable",
                            "AWS's certificate could not be had, so nobody can tell who signed. Repeat it later.")
                    .withHeader("Retry-After", "5");
        } catch (GeneralSecurityException e) {
            throw unauthorized("sns-certificate", "What stands at the address is no certificate that is valid now.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while AWS's certificate was asked for", e);
        }
    }

    private static boolean isSigned(JsonNode message, X509Certificate certificate) {
        try {
            certificate.checkValidity();
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(certificate);
            signature.update(signed(message).getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getDecoder().decode(text(message, "Signature")));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Names and values in the order that AWS says; a notification may have no subject. */
    private static String signed(JsonNode message) {
        var names = text(message, "Type").equals("Notification") ? SIGNED_OF_NOTIFICATION : SIGNED_OF_CONFIRMATION;
        var signed = new StringBuilder();
        for (String name : names) {
            if (!name.equals("Subject") || message.path(name).isTextual()) {
                signed.append(name).append('\n').append(text(message, name)).append('\n');
            }
        }
        return signed.toString();
    }

    private static RefusedException unauthorized(String code, String detail) {
        return new RefusedException(HttpStatus.UNAUTHORIZED, code, detail);
    }
}
