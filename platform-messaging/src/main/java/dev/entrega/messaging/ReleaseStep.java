package dev.entrega.messaging;

/**
 * What a platform module does when a service is released, once tables, topics and queues are there. Offered as a bean;
 * safe to repeat, and to run in several processes at once.
 */
public interface ReleaseStep {
    void run();
}
