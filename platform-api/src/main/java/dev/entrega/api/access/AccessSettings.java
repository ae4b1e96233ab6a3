package dev.entrega.api.access;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.PlatformSettings;
import dev.entrega.messaging.issuer.Issuer;
import dev.entrega.messaging.runtime.Settings;
import java.util.regex.Pattern;

/**
 * Whose tokens a service takes.
 *
 * @param issuer its URL, character by character what its tokens have as {@code iss}; {@code none} if tokens aren't asked for;
 *     empty if nobody has said
 * @param audience what a token must have in {@code aud} (RFC 9068): one that was made for others is no use here
 */
record AccessSettings(String issuer, String audience) implements PlatformSettings {

    static final String ISSUER = "OAUTH_ISSUER";
    static final String REMEDY =
            "set it to the URL of the OAuth 2 issuer whose tokens are good here, or to none if whoever"
                    + " can reach the service may use it";

    private static final String NONE = "none";

    /** What can stand between quotes in a header as it is (RFC 6749, appendix A). */
    private static final Pattern AUDIENCE = Pattern.compile("[!#-\\[\\]-~]+");

    AccessSettings {
        if (!issuer.isEmpty() && !issuer.equals(NONE) && !Issuer.isName(issuer)) {
            throw new ConfigurationException(
                    ISSUER, "\"" + issuer + "\" is not https://HOST/PATH, nor http on this machine alone", REMEDY);
        }
        if (!AUDIENCE.matcher(audience).matches()) {
            throw new ConfigurationException(
                    "OAUTH_AUDIENCE",
                    "\"" + audience + "\" is none",
                    "set it to what tokens for your services have in aud, without blanks");
        }
    }

    static AccessSettings of(Settings settings) {
        var oauth = settings.under("oauth.");
        return new AccessSettings(oauth.text("issuer", "").strip(), oauth.text("audience", "entrega"));
    }

    boolean isMissing() {
        return issuer.isEmpty();
    }

    boolean asksForNone() {
        return issuer.equals(NONE);
    }
}
