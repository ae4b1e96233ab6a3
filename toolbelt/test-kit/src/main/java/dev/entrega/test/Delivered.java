package dev.entrega.test;

import dev.entrega.messaging.Message;

/** An event that the service's queue gets, and its form on the wire. */
record Delivered(String id, String source, String type, String subject, Message message) {
    @Override
    public String toString() {
        return type + " for subject " + subject + " (event " + id + ")";
    }
}
