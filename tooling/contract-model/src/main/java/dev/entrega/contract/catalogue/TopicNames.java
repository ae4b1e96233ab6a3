package dev.entrega.contract.catalogue;

import dev.entrega.contract.EventName;

/**
 * What topics and queues are called, with the environment left open: the same in the document whatever environment it is
 * made in. platform-messaging gives the names that run; a test of the toolbelt holds these against them.
 */
final class TopicNames {

    /** The parameter of the addresses. */
    static final String ENVIRONMENT = "env";

    private static final String PREFIX = "{" + ENVIRONMENT + "}_";

    private TopicNames() {}

    static String topic(EventName type) {
        return PREFIX + type.toString().replace('.', '_');
    }

    static String queue(String service) {
        return PREFIX + service;
    }

    static String deadLetterQueue(String service) {
        return queue(service) + "_dlq";
    }

    static String undeliveredQueue(String service) {
        return queue(service) + "_undelivered";
    }
}
