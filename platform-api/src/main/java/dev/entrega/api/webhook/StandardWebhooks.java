package dev.entrega.api.webhook;

import dev.entrega.api.RefusedException;
import dev.entrega.messaging.ConfigurationException;
import io.micronaut.http.HttpStatus;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 * 1.0.0 with symmetric keys ({@code v1}): {@code webhook-id}, {@code webhook-timestamp} within five minutes and {@code
 * webhook-signature}, which may hold several while a secret is changed. Thread-safe.
 */
public final class StandardWebhooks implements WebhookScheme {

    private static final String ID = "webhook-id";
    private static final String TIMESTAMP = "webhook-timestamp";
    private static final String SIGNATURE = "webhook-signature";
    private static final String SYMMETRIC = "v1,";
    private static final String PREFIX = "whsec_";
    private static final String REMEDY =
            "set it to the secret that the partner shows, " + PREFIX + "…, or several with commas";

    /** The specification's: 24 to 64 bytes. */
    private static final int SHORTEST = 24;

    private static final int LONGEST = 64;

    private final List<byte[]> secrets;

    private StandardWebhooks(List<byte[]> secrets) {
        this.secrets = secrets;
    }

    /**
     * @param setting where the secrets come from, for the error
     * @param secrets as the partner gives them, {@code whsec_} and base64; several while one is changed for another
     * @throws ConfigurationException if there is none, or one is malformed
     */
    public static StandardWebhooks with(String setting, List<String> secrets) {
        return new StandardWebhooks(Secrets.of(setting, secrets, REMEDY).stream()
                .map(secret -> decoded(setting, secret))
                .toList());
    }

    private static byte[] decoded(String setting, String secret) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : "");
            if (key.length < SHORTEST || key.length > LONGEST) {
                throw malformed(setting, "holds a secret that is not " + SHORTEST + " to " + LONGEST + " bytes");
            }
            return key;
        } catch (IllegalArgumentException e) {
            throw malformed(setting, "holds a secret that is no base64");
        }
    }

    private static ConfigurationException malformed(String setting, String problem) {
        return new ConfigurationException(setting, problem, REMEDY);
    }

    @Override
    public String verify(SignedRequest request) {
        String id = request.header(ID);
        if (id.contains(".")) { // Full stops divide what is signed, and nothing else may look like one.
            throw new RefusedException(
                    HttpStatus.BAD_REQUEST, "webhook-id-malformed", "The header " + ID + " must hold no full stop.");
        }
        String timestamp = request.freshTimestamp(TIMESTAMP);
        var ours = secrets.stream()
                .map(secret -> Hmac.of(secret, id + "." + timestamp + ".", request.body()))
                .toList();
        request.requireOneOf(claimed(request.header(SIGNATURE)), ours);
        return id;
    }

    /** Those of other kinds, as {@code v1a}, are left out. */
    private static List<byte[]> claimed(String header) {
        var claimed = new ArrayList<byte[]>();
        for (String one : header.split(" ", -1)) {
            if (one.startsWith(SYMMETRIC)) {
                try {
                    claimed.add(Base64.getDecoder().decode(one.substring(SYMMETRIC.length())));
                } catch (IllegalArgumentException e) {
                    claimed.add(new byte[0]); // No signature is empty, so it is one that is wrong.
                }
            }
        }
        return claimed;
    }
}
