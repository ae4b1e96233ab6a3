package dev.entrega.consumer;

/** Nothing can be relied on any more, not even that this is logged. What is in hand comes again elsewhere. */
final class OutOfMemory {

    private static final int STATUS = 3;

    private OutOfMemory() {}

    static void endTheProcess() {
        Runtime.getRuntime().halt(STATUS);
    }
}
