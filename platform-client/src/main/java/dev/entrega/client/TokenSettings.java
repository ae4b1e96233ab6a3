package dev.entrega.client;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.PlatformSettings;
import dev.entrega.messaging.issuer.Issuer;
import dev.entrega.messaging.runtime.Settings;
import io.micronaut.context.env.Environment;

/**
 * How this service says who it is, to upstreams that ask for that.
 *
 * @param issuer who gives out tokens, by its URL; {@code none} if nobody asks for any; empty if nobody has said
 * @param audience whom they are for
 * @param client who this service is to the issuer; empty if nobody has said
 * @param secret what proves that; empty if nobody has said
 */
record TokenSettings(String issuer, String audience, String client, String secret) implements PlatformSettings {

    private static final String ISSUER = "OAUTH_ISSUER";
    private static final String NONE = "none";

    /** @param environment for the secret, which must not stand among the settings in force: those are told to who asks */
    static TokenSettings of(Settings settings, Environment environment) {
        var oauth = settings.under("oauth.");
        return new TokenSettings(
                oauth.text("issuer", "").strip(),
                oauth.text("audience", "entrega"),
                oauth.text("client-id", ""),
                environment.getProperty("oauth.client-secret", String.class).orElse(""));
    }

    /**
     * Whether an upstream that has scopes gets tokens.
     *
     * @throws ConfigurationException if that is not said, or something that it takes is missing
     */
    boolean areFor(String upstream) {
        if (issuer.equals(NONE)) {
            return false;
        }
        require(
                issuer,
                ISSUER,
                upstream,
                "set it to the URL of the OAuth 2 issuer, or to none if nobody asks for tokens");
        if (!Issuer.isName(issuer)) {
            throw new ConfigurationException(
                    ISSUER,
                    "\"" + issuer + "\" is not https://HOST/PATH, nor http on this machine alone",
                    "set it to the URL of the OAuth 2 issuer, or to none");
        }
        require(client, "OAUTH_CLIENT_ID", upstream, "set it to the name that the issuer knows this service by");
        require(secret, "OAUTH_CLIENT_SECRET", upstream, "set it to what the issuer has given out for OAUTH_CLIENT_ID");
        return true;
    }

    private static void require(String value, String setting, String upstream, String remedy) {
        if (value.isEmpty()) {
            throw new ConfigurationException(
                    setting, "is missing, and " + upstream + " is called with a token (its scopes)", remedy);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "TokenSettings[" + client + " at " + issuer + "]";
    }
}
