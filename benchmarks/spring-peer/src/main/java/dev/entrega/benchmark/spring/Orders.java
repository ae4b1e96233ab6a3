package dev.entrega.benchmark.spring;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What both listeners do with a message: the same as the raw loop. */
final class Orders {

    private static final JsonMapper JSON = new JsonMapper();

    private Orders() {}

    /** Reads it, without any check of what is in it. */
    static void parse(String body) {
        try {
            if (!JSON.readTree(body).path("data").has("lines")) {
                throw new IllegalStateException("this is no order");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
