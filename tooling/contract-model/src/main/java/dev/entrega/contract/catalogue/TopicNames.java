package dev.entrega.contract.catalogue;

import dev.entrega.contract.model.Contract;

/**
 * What topics and queues are called, with the environment left open: the same in the document whatever environment it is
 * made in. platform-messaging gives the names that run; a test of the toolbelt holds these against them.
 */
final class TopicNames {

    /** The parameter of the addresses. */
    static final String ENVIRONMENT = "env";

    private static final String FIFO = ".fifo";
    private static final String PREFIX = "{" + ENVIRONMENT + "}_";

    private TopicNames() {}

    /** All types of an ordered noun share one. */
    static String topic(Contract contract) {
        var type = contract.name();
        return PREFIX
                + (contract.noun().ordered()
                        ? type.noun() + FIFO
                        : type.toString().replace('.', '_'));
    }

    /** @param ordered whether that for ordered nouns is meant, as with the others */
    static String queue(String service, boolean ordered) {
        return PREFIX + service + suffix(ordered);
    }

    static String deadLetterQueue(String service, boolean ordered) {
        return PREFIX + service + "_dlq" + suffix(ordered);
    }

    static String undeliveredQueue(String service, boolean ordered) {
        return PREFIX + service + "_undelivered" + suffix(ordered);
    }

    private static String suffix(boolean ordered) {
        return ordered ? FIFO : "";
    }
}
