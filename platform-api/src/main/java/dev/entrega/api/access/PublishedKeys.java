package dev.entrega.api.access;

import com.nimbusds.jose.jwk.JWKSet;
import dev.entrega.messaging.issuer.Issuer;
import java.io.IOException;
import java.text.ParseException;

/** Where the issuer publishes its keys (RFC 7517). Thread-safe. */
final class PublishedKeys implements Keys.Source {

    private final Issuer issuer;

    PublishedKeys(Issuer issuer) {
        this.issuer = issuer;
    }

    /** @throws IOException with a message for an operator, whatever it is that went wrong */
    @Override
    public JWKSet keys() throws IOException {
        var address = issuer.address("jwks_uri");
        try {
            return JWKSet.parse(issuer.read(address));
        } catch (ParseException e) {
            throw new IOException(address + " is no set of keys", e);
        }
    }
}
