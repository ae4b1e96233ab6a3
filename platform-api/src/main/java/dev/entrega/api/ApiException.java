package dev.entrega.api;

import org.jspecify.annotations.Nullable;

/** The root of what can go wrong at the HTTP entry of a service. Carries ids, never payloads. */
public sealed class ApiException extends RuntimeException permits RefusedException {

    ApiException(String message) {
        super(message);
    }

    ApiException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
