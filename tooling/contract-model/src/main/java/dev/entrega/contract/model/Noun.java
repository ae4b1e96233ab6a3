package dev.entrega.contract.model;

/**
 * A resource that events are about, as {@code noun.yaml} describes it; where there is no such file, owner and
 * description are empty.
 *
 * @param name        the folder's name, e.g. {@code order}
 * @param owner       the team to ask
 * @param description what such a resource is
 * @param ordered     whether the events of one subject arrive in their order, across all types of this noun; costs a
 *                    FIFO topic, so it is {@code false} unless said otherwise
 */
public record Noun(String name, String owner, String description, boolean ordered) {}
