package dev.entrega.local.sns;

/** A publication that the topic has taken, and the id that the publisher gets for it. */
record Published(String messageId, Publication publication) {}
