package dev.entrega.messaging;

/**
 * What a part of the platform can be set to. As a bean, so that a service can tell all its settings without starting
 * what they are for.
 */
public interface PlatformSettings {}
