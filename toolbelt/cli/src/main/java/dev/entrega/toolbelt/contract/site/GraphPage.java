package dev.entrega.toolbelt.contract.site;

import dev.entrega.contract.catalogue.Catalogue;
import java.util.List;

/** The page that shows who publishes and who handles. */
record GraphPage(Catalogue catalogue, String gap, List<EventPage> events, Graph graph) {

    String system() {
        return catalogue.title();
    }

    boolean servicesKnown() {
        return !catalogue.services().isEmpty();
    }
}
