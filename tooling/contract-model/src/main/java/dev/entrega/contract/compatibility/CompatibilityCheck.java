package dev.entrega.contract.compatibility;

import dev.entrega.contract.EventName;
import dev.entrega.contract.compatibility.History.Revision;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.model.Lines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds contracts against their history: each against every distinct earlier version of its major, since an event of any
 * of them may still lie somewhere; and against what is gone.
 */
public final class CompatibilityCheck {

    private final History history;
    private final Path folder;

    /** @param folder where the contracts lie now: to name what is no longer there */
    public CompatibilityCheck(History history, Path folder) {
        this.history = history;
        this.folder = folder;
    }

    /** In the order of the contracts, deleted ones last. */
    public List<Finding> check(List<Contract> contracts) {
        List<Finding> findings = new ArrayList<>();
        contracts.forEach(contract -> findings.addAll(check(contract, contracts)));
        Set<EventName> now = contracts.stream().map(Contract::name).collect(Collectors.toSet());
        history.present().stream()
                .filter(name -> !now.contains(name))
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .map(this::deleted)
                .forEach(findings::add);
        return findings;
    }

    private List<Finding> check(Contract contract, List<Contract> contracts) {
        List<Finding> findings = new ArrayList<>();
        List<Revision> earlier = history.of(contract.name());
        if (!history.present().contains(contract.name())) {
            findings.add(added(contract, contracts));
        } else if (history.ordered().contains(contract.noun().name())
                != contract.noun().ordered()) {
            findings.add(orderChanged(contract));
        }
        Map<String, Change> changes = new LinkedHashMap<>();
        for (int i = earlier.size() - 1; i >= 0; i--) {
            boolean newest = i == earlier.size() - 1;
            for (Change change : Compatibility.compare(earlier.get(i).schema(), contract.schema())) {
                if (newest || change.severity() != Severity.INFO) {
                    Change told = newest ? change : transitive(change, earlier.subList(i, earlier.size()), contract);
                    changes.putIfAbsent(change.rule() + change.pointer(), told);
                }
            }
        }
        if (!changes.isEmpty()) {
            Lines lines = Lines.read(contract.file());
            changes.values().forEach(change -> findings.add(Finding.of(contract, change, lines, List.of())));
        }
        return findings;
    }

    /** Seen only from an older version: if the name was gone in between, that is what is wrong. */
    private static Change transitive(Change change, List<Revision> since, Contract contract) {
        Revision oldest = since.get(0);
        String why = "Against an earlier version (" + oldest.label() + "): " + change.why();
        for (int length = 1; length <= change.path().size(); length++) {
            List<String> path = change.path().subList(0, length);
            boolean cameBack = InstancePath.isNamed(oldest.schema(), path)
                    && InstancePath.isNamed(contract.schema(), path)
                    && since.stream().anyMatch(revision -> !InstancePath.isNamed(revision.schema(), path));
            if (cameBack && change.severity() == Severity.BREAKING) {
                return new Change(
                        Rule.NAME_BURNT,
                        change.severity(),
                        change.pointer(),
                        change.path(),
                        "'" + path.get(length - 1) + "' was removed once and comes back with another meaning. " + why,
                        "Give the new property another name.",
                        change.witness());
            }
        }
        return new Change(
                change.rule(), change.severity(), change.pointer(), change.path(), why, change.fix(), change.witness());
    }

    private Finding added(Contract contract, List<Contract> contracts) {
        EventName name = contract.name();
        boolean major = name.major() > 1
                && (contracts.stream().anyMatch(other -> isEarlierMajor(other.name(), name))
                        || history.revisions().keySet().stream().anyMatch(other -> isEarlierMajor(other, name)));
        return new Finding(
                type(name),
                name.major(),
                (major ? Rule.MAJOR_ADDED : Rule.TYPE_ADDED).id(),
                Severity.INFO,
                "#",
                contract.file(),
                1,
                major ? "A new major version; it promises nothing to the readers of others." : "Nobody reads it yet.",
                "",
                null,
                List.of());
    }

    /** Of an ordered noun and of any other the topics and the queues are not the same. */
    private static Finding orderChanged(Contract contract) {
        EventName name = contract.name();
        String now = contract.noun().ordered()
                ? "have an order now: they go to the noun's one topic"
                : "have no order any more: they go to topics of their own";
        return new Finding(
                type(name),
                name.major(),
                Rule.ORDER_CHANGED.id(),
                Severity.BREAKING,
                "#",
                contract.file(),
                1,
                "The events of '" + name.noun() + "' " + now + ", where no reader that runs today listens.",
                "Set 'ordered' in " + name.noun()
                        + "/noun.yaml back, and publish under another noun what is to differ.",
                null,
                List.of());
    }

    private static boolean isEarlierMajor(EventName one, EventName other) {
        return type(one).equals(type(other)) && one.major() < other.major();
    }

    private Finding deleted(EventName name) {
        return new Finding(
                type(name),
                name.major(),
                Rule.CONTRACT_DELETED.id(),
                Severity.BREAKING,
                "#",
                folder.resolve(name.noun()).resolve(name.action()).resolve("v" + name.major() + ".schema.json"),
                1,
                "The contract is gone, but its readers and its events in queues, outboxes and dead letters are not.",
                "Bring it back until nobody reads it and nothing of it can be redriven; then exempt its removal.",
                null,
                List.of());
    }

    private static String type(EventName name) {
        return name.noun() + "." + name.action();
    }
}
