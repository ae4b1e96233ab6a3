/**
 * What partners send by themselves. In comes a signed request; out go events under the partner's own id, and an answer that
 * says 2xx only if the broker has them. Read {@link dev.entrega.api.webhook.Webhook} first, then {@link
 * dev.entrega.api.webhook.WebhookScheme}.
 */
@NullMarked
package dev.entrega.api.webhook;

import org.jspecify.annotations.NullMarked;
