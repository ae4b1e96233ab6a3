package dev.entrega.consumer;

import java.util.Arrays;

/** What an operator sees of an exception: its type and where in the handler's code it came from. Never its message, which may quote data. */
final class Fault {

    private Fault() {}

    static String of(Throwable failure, Class<?> handler) {
        String own = handler.getPackageName();
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(own))
                .findFirst()
                .map(frame -> failure.getClass().getName() + " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse(failure.getClass().getName());
    }
}
