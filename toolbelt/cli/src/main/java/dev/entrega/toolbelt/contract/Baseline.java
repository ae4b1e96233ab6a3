package dev.entrega.toolbelt.contract;

import dev.entrega.contract.EventName;
import dev.entrega.contract.compatibility.History;
import dev.entrega.contract.compatibility.History.Revision;
import dev.entrega.toolbelt.terminal.Session;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What contracts are held against: {@code git:REF}, with all that came before it, or a folder. */
final class Baseline {

    static final String GIT = "git:";

    private Baseline() {}

    /** @param folder of the contracts now, whose history is meant */
    static History read(Session session, Path folder, String against) {
        if (against.startsWith(GIT)) {
            return new GitHistory(folder, against.substring(GIT.length()), session.output()).read();
        }
        Path other = ContractsOption.existing(session, Path.of(against));
        Map<EventName, List<Revision>> revisions = new LinkedHashMap<>();
        ContractsOption.read(other)
                .forEach(contract -> revisions.put(contract.name(), List.of(new Revision(against, contract.schema()))));
        return new History(revisions, revisions.keySet());
    }
}
