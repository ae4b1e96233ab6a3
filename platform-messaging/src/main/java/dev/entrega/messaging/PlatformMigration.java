package dev.entrega.messaging;

/**
 * Tables that a platform module brings into schema {@code entrega} of a service's database. A module offers it as a
 * bean; it runs before the service's own migrations.
 *
 * @param module its name; its Flyway history is {@code entrega.MODULE_history}
 * @param location where its scripts are, as {@code classpath:entrega/messaging/db}
 */
public record PlatformMigration(String module, String location) {}
