package dev.entrega.toolbelt.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.compatibility.Finding;
import dev.entrega.contract.compatibility.History;
import dev.entrega.contract.compatibility.History.Revision;
import dev.entrega.contract.compatibility.Rule;
import dev.entrega.contract.data.SchemaPaths;
import dev.entrega.contract.model.Contract;
import dev.entrega.toolbelt.terminal.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which handlers read what a change of a contract is about. The services are asked only if there is such a change. */
final class HitReaders {

    private final Session session;
    private final List<Contract> now;
    private final History history;
    private final Map<String, SchemaPaths> paths = new HashMap<>();
    private @Nullable Readers readers;

    HitReaders(Session session, List<Contract> now, History history) {
        this.session = session;
        this.now = now;
        this.history = history;
    }

    /** As {@code turnover-service/add-turnover}; none for what is harmless to every reader. */
    List<String> by(Finding finding) {
        boolean removed = finding.rule().equals(Rule.PROPERTY_REMOVED.id());
        if (!finding.counts() && !removed) {
            return List.of();
        }
        String type = finding.type() + ".v" + finding.version();
        var places = paths.computeIfAbsent(type, this::pathsOf).of(finding.pointer());
        return readers().hit(type, places);
    }

    /** The services that could not be asked. */
    List<String> unknown() {
        return readers == null ? List.of() : readers.unknown();
    }

    private Readers readers() {
        if (readers == null) {
            readers = Readers.of(session);
        }
        return readers;
    }

    /** Of all versions: what was removed has its place only in an earlier one. */
    private SchemaPaths pathsOf(String type) {
        var schemas = new ArrayList<JsonNode>();
        now.stream()
                .filter(contract -> contract.name().toString().equals(type))
                .map(Contract::schema)
                .forEach(schemas::add);
        history.revisions().forEach((name, revisions) -> {
            if (name.toString().equals(type)) {
                revisions.stream().map(Revision::schema).forEach(schemas::add);
            }
        });
        return new SchemaPaths(schemas);
    }
}
