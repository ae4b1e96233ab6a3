package dev.entrega.contract.model;

import java.util.List;

/**
 * A resource that events are about, as {@code noun.yaml} describes it; where there is no such file, owner and
 * description are empty.
 *
 * @param name        the folder's name, e.g. {@code order}
 * @param owner       the team to ask
 * @param description what such a resource is
 * @param ordered     whether the events of one subject arrive in their order, across all types of this noun; costs a
 *                    FIFO topic, so it is {@code false} unless said otherwise
 * @param publishers  the services that may publish such events, by name; empty if any may
 */
public record Noun(String name, String owner, String description, boolean ordered, List<String> publishers) {

    public Noun {
        publishers = List.copyOf(publishers);
    }

    /** A noun whose events any service may publish. */
    public Noun(String name, String owner, String description, boolean ordered) {
        this(name, owner, description, ordered, List.of());
    }

    /** Whether that service may publish its events. */
    public boolean mayBePublishedBy(String service) {
        return publishers.isEmpty() || publishers.contains(service);
    }
}
