package dev.entrega.messaging;

import java.util.List;

/**
 * One more word with which a process of a service can be started, to do one thing and end: offered as a bean by a module of
 * the platform. Tables, topics and queues are there, and what it publishes is sent before the process ends.
 */
public interface ServiceCommand {

    /** Comes first on the command line. */
    String word();

    /**
     * Does it. A failure that it throws ends the process with status 1.
     *
     * @param arguments what follows the word
     * @throws MessagingException what the caller can mend, which is told in one line
     */
    void run(List<String> arguments);
}
