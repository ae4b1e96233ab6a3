package dev.entrega.messaging;

/** A {@link Worker} that works too while a process does one {@link ServiceCommand} and nothing else of its service. */
public interface CommandWorker extends Worker {}
