package dev.entrega.toolbelt.contract.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Versions of an event side by side, property by property. */
record Comparison(List<Version> versions, List<Row> rows) {

    /** @param cells for each version what the property is like; empty if that version doesn't have it */
    record Row(String path, List<String> cells) {
        boolean isDifferent() {
            return cells.stream().distinct().count() > 1;
        }
    }

    /** @param versions the newest first; the oldest stands at the left */
    static Comparison of(List<Version> versions) {
        List<Version> columns = versions.reversed();
        List<Map<String, String>> forms = new ArrayList<>();
        Set<String> paths = new LinkedHashSet<>();
        columns.forEach(version -> forms.add(forms(version)));
        forms.reversed().forEach(form -> paths.addAll(form.keySet()));
        return new Comparison(
                columns,
                paths.stream()
                        .map(path -> new Row(
                                path,
                                forms.stream()
                                        .map(form -> form.getOrDefault(path, ""))
                                        .toList()))
                        .toList());
    }

    private static Map<String, String> forms(Version version) {
        Map<String, String> forms = new LinkedHashMap<>();
        version.properties().stream()
                .filter(property -> !property.heading())
                .forEach(property ->
                        forms.merge(property.path(), property.form(), (one, other) -> one + ", or " + other));
        return forms;
    }

    long different() {
        return rows.stream().filter(Row::isDifferent).count();
    }
}
