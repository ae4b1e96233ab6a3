package dev.entrega.marketplace.backoffice.login;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.PlatformSettings;
import dev.entrega.messaging.issuer.Issuer;
import dev.entrega.messaging.runtime.Settings;
import io.micronaut.context.env.Environment;
import java.net.URI;

/**
 * Where people log in, and come back to. Whose tokens they get is what {@code platform-api} is set to.
 *
 * @param issuer its URL; {@code none} if nobody has to log in
 * @param audience whom the token of a person is for
 * @param client who this service is to the issuer
 * @param secret what proves that
 * @param url of the pages, as browsers know it, without a slash at the end. The {@code Host} of a request would be whatever
 *     somebody has made a browser send
 */
record LoginSettings(String issuer, String audience, String client, String secret, String url)
        implements PlatformSettings {
    private static final String NONE = "none";
    private static final String URL = "BACKOFFICE_URL";
    private static final String URL_REMEDY =
            "set it to where browsers find these pages, as https://HOST, or http://localhost:PORT on this machine";

    /** @param environment for the secret, which must not stand among the settings in force: those are told to who asks */
    static LoginSettings of(Settings settings, Environment environment) {
        var oauth = settings.under("oauth.");
        return new LoginSettings(
                oauth.text("issuer", "").strip(),
                oauth.text("audience", "entrega"),
                oauth.text("client-id", ""),
                environment.getProperty("oauth.client-secret", String.class).orElse(""),
                settings.under("backoffice.").text("url", "").strip().replaceFirst("/$", ""));
    }

    boolean asksForNone() {
        return issuer.equals(NONE);
    }

    boolean isHttps() {
        return url.startsWith("https:");
    }

    /** Where the issuer sends browsers back to; it has to know this address. */
    String callback() {
        return url + "/login/callback";
    }

    /** @throws ConfigurationException if somebody has to log in and can't */
    void require() {
        if (asksForNone()) {
            return;
        }
        require(client, "OAUTH_CLIENT_ID", "set it to the name that the issuer knows the backoffice by");
        require(secret, "OAUTH_CLIENT_SECRET", "set it to what the issuer has given out for OAUTH_CLIENT_ID");
        require(url, URL, URL_REMEDY);
        if (!Issuer.isName(url) || !URI.create(url).getRawPath().isEmpty()) {
            throw new ConfigurationException(
                    URL, "\"" + url + "\" is not https://HOST, nor http on this machine alone", URL_REMEDY);
        }
    }

    private static void require(String value, String setting, String remedy) {
        if (value.isEmpty()) {
            throw new ConfigurationException(setting, "is missing, and people log in to see the pages", remedy);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "LoginSettings[" + client + " at " + issuer + ", back to " + url + "]";
    }
}
