package dev.entrega.toolbelt.contract.site;

import dev.entrega.contract.catalogue.Participant.Handling;

/** A handler of a service. */
record Reader(String service, Handling handling) {

    String handler() {
        return handling.handler();
    }

    boolean saysWhatItReads() {
        return handling.reads() != null;
    }
}
