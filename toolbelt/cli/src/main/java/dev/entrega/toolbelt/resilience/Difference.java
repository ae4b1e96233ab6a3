package dev.entrega.toolbelt.resilience;

import dev.entrega.client.WrittenSettings;
import dev.entrega.toolbelt.terminal.Output;
import dev.entrega.toolbelt.terminal.Table;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A setting that is written otherwise in an environment than in another place; as printed as JSON.
 *
 * @param there null if it is not written there
 * @param here null if it is not written here
 * @param by what brings it there: {@code apply} or {@code deploy}
 */
record Difference(
        String service,
        String upstream,
        String setting,
        @Nullable String there,
        @Nullable String here,
        String by) {

    /** In the order of their names. */
    static List<Difference> between(String service, WrittenSettings there, WrittenSettings here) {
        var names = new TreeSet<>(there.values().keySet());
        names.addAll(here.values().keySet());
        return names.stream()
                .filter(name ->
                        !Objects.equals(there.values().get(name), here.values().get(name)))
                .map(name -> new Difference(
                        service,
                        Name.upstream(name),
                        Name.setting(name),
                        there.values().get(name),
                        here.values().get(name),
                        WrittenSettings.isChangeable(name) ? "apply" : "deploy"))
                .toList();
    }

    boolean needsDeploy() {
        return by.equals("deploy");
    }

    /** As {@code bazaar timeout: 3s -> 1s}. */
    String words() {
        return upstream + " " + setting + ": " + orNone(there) + " -> " + orNone(here)
                + (needsDeploy() ? ", which needs a deploy" : "");
    }

    private static String orNone(@Nullable String value) {
        return value == null ? "-" : value;
    }

    /** A table, or a line of JSON for each. */
    static void print(Output output, List<Difference> differences) {
        if (output.json()) {
            differences.forEach(output::document);
        } else if (!differences.isEmpty()) {
            var table = new Table("SERVICE", "UPSTREAM", "SETTING", "THERE", "HERE", "BY");
            differences.forEach(each -> table.row(
                    each.service(),
                    each.upstream(),
                    each.setting(),
                    orNone(each.there()),
                    orNone(each.here()),
                    each.by()));
            output.table(table);
        }
    }
}
