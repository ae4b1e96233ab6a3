package dev.entrega.messaging.outbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Cuts what is to be sent so that there is one entry of each group in a turn, in the order of the entries. */
final class Turns {

    private Turns() {}

    /** @return the turns, to be taken one after the other; one alone for entries without groups */
    static List<List<OutboxEntry>> of(List<OutboxEntry> entries) {
        var turns = new ArrayList<List<OutboxEntry>>();
        var taken = new HashMap<String, Integer>();
        for (var entry : entries) {
            int turn = entry.group() == null ? 0 : taken.merge(entry.group(), 1, Integer::sum) - 1;
            if (turn == turns.size()) {
                turns.add(new ArrayList<>());
            }
            turns.get(turn).add(entry);
        }
        return turns;
    }
}
