package dev.entrega.messaging.health;

/** How much of what needs another system may be begun now. */
public enum Reach {
    /** As much as there is. */
    ALL,
    /** One, to find out whether it is back. */
    ONE,
    /** Nothing: it has failed too often of late. */
    NONE
}
