package dev.entrega.marketplace.partner;

import dev.entrega.api.webhook.HmacScheme;
import dev.entrega.api.webhook.StandardWebhooks;
import dev.entrega.api.webhook.WebhookScheme;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;

/** How each partner signs. */
@Factory
final class Partners {

    static final String BAZAAR = "bazaar";
    static final String KIOSK = "kiosk";

    @Singleton
    @Named(BAZAAR)
    WebhookScheme bazaar(@Property(name = "bazaar.secrets", defaultValue = "") List<String> secrets) {
        return StandardWebhooks.with("BAZAAR_SECRETS", secrets);
    }

    @Singleton
    @Named(KIOSK)
    WebhookScheme kiosk(@Property(name = "kiosk.secrets", defaultValue = "") List<String> secrets) {
        return HmacScheme.in("X-Kiosk-Signature", "/id", "KIOSK_SECRETS", secrets)
                .prefixed("sha256=");
    }
}
