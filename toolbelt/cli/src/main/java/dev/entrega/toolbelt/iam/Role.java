package dev.entrega.toolbelt.iam;

/** Whose rights: a service is released by one process and worked by others, and the latter need less. */
public enum Role {
    /** The processes that work. They only look whether everything is there: {@code ENTREGA_PREPARE=release}. */
    RUNTIME,
    /** The release process, which makes topics, queues and subscriptions. */
    RELEASE
}
