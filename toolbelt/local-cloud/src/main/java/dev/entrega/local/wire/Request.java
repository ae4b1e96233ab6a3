package dev.entrega.local.wire;

import org.jspecify.annotations.Nullable;

/**
 * One call of a client, its body read.
 *
 * @param path of the URL; SQS's old clients name the queue by it
 * @param query of the URL, still encoded
 * @param target header {@code X-Amz-Target}, present in the JSON protocol only: {@code AmazonSQS.SendMessage}
 * @param body as received, in UTF-8
 */
public record Request(String path, String query, @Nullable String target, String body) {

    /** The parameters of the query protocol: those of the body, or of the URL where there is no body. */
    public Form form() {
        return Form.parse(body.isEmpty() ? query : body);
    }
}
