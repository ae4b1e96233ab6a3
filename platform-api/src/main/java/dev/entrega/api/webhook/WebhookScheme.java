package dev.entrega.api.webhook;

import dev.entrega.api.RefusedException;

/**
 * How a partner signs its requests: a bean with the partner's name as {@code @Named}. {@link StandardWebhooks}, {@link
 * HmacScheme} and {@link SnsScheme} are three; what a partner does otherwise is a class of the service. Thread-safe.
 */
public interface WebhookScheme {

    /**
     * Lets a request pass that the partner has signed.
     *
     * @return the partner's id for it, the same for each repeat; 1 to 200 visible ASCII characters
     * @throws RefusedException (401) if it isn't the partner's, or is too old; (400) if it says too little to tell
     */
    String verify(SignedRequest request);
}
