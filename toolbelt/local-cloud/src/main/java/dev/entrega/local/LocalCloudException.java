package dev.entrega.local;

import org.jspecify.annotations.Nullable;

/** The local cloud can't run here. The message is one line: what, why, and how to mend it. */
public final class LocalCloudException extends RuntimeException {
    LocalCloudException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    LocalCloudException(String message) {
        this(message, null);
    }
}
