package dev.entrega.messaging.health;

import dev.entrega.messaging.ConfigurationException;

/** Whether what a service calls can be called now, for whoever would otherwise begin what can't succeed. Thread-safe. */
public interface Availability {

    /**
     * How it is with an upstream, by what is known: nothing is asked.
     *
     * @throws ConfigurationException if the service calls none of that name
     */
    Reach reach(String upstream);
}
