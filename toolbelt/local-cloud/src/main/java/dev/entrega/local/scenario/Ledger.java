package dev.entrega.local.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What somebody was promised, held against what was done in the end. Of an operation whose outcome is unknown either is
 * right, but not both. Thread-safe.
 */
public final class Ledger {

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

    /** Somebody was told that it will be done. */
    public void accepted(String operation) {
        accepted.add(operation);
        unknown.remove(operation);
    }

    /** Nobody was told how it ended. */
    public void unknown(String operation) {
        if (!accepted.contains(operation)) {
            unknown.add(operation);
        }
    }

    /**
     * @param applied how often each operation had its effect
     * @return one line for each that is LOST, DUPLICATED or a PHANTOM, by operation
     */
    public List<String> check(Map<String, Long> applied) {
        var all = new TreeSet<>(accepted);
        all.addAll(applied.keySet());
        var findings = new ArrayList<String>();
        for (String operation : all) {
            long times = applied.getOrDefault(operation, 0L);
            if (times == 0 && accepted.contains(operation)) {
                findings.add("LOST " + operation);
            } else if (times > 1) {
                findings.add("DUPLICATED " + operation + ", " + times + " times");
            } else if (times == 1 && !accepted.contains(operation) && !unknown.contains(operation)) {
                findings.add("PHANTOM " + operation);
            }
        }
        return findings;
    }
}
