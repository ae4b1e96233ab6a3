package dev.entrega.toolbelt.faults;

/** Thrown in a handler's place. Its name is what attempts and dead letters show, so it says that nobody's code is wrong. */
final class FaultOnPurpose extends RuntimeException {
    FaultOnPurpose(String handler) {
        super(handler + " was made to fail on purpose");
    }
}
