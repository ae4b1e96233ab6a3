package dev.entrega.api;

import dev.entrega.api.FirstAnswer.Content;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes the bodies of answers before Micronaut does, so that a repeat is the same to the byte. Thread-safe. */
@Singleton
final class AnswerContents {

    private final JsonMapper json;

    AnswerContents(JsonMapper json) {
        this.json = json;
    }

    /**
     * What an answer says; from now on it has that for a body.
     *
     * @param produced what the route produces, for an answer that doesn't say what it is
     * @throws ApiException if its body can't be written
     */
    Content fix(MutableHttpResponse<?> answer, MediaType produced) {
        Object body = answer.body();
        if (body == null) {
            return new Content(answer.code(), null, null);
        }
        var type = answer.getContentType().orElse(produced);
        byte[] bytes = bytes(body, type);
        answer.body(bytes).contentType(type);
        return new Content(answer.code(), type.toString(), bytes);
    }

    private byte[] bytes(Object body, MediaType type) {
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        if (body instanceof CharSequence text) {
            return text.toString().getBytes(type.getCharset().orElse(StandardCharsets.UTF_8));
        }
        if (!type.getSubtype().endsWith(MediaType.EXTENSION_JSON)) {
            throw new ApiException("an answer of " + type + " is repeated only if its body is a text or bytes");
        }
        try {
            return json.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new ApiException("an answer could not be written", e);
        }
    }
}
