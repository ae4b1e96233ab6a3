package dev.entrega.toolbelt.contract.site;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.compatibility.Change;
import dev.entrega.contract.compatibility.Compatibility;
import dev.entrega.contract.compatibility.History;
import dev.entrega.contract.compatibility.History.Revision;
import dev.entrega.contract.compatibility.Rule;
import dev.entrega.contract.compatibility.Severity;
import dev.entrega.contract.model.Contract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What became different at some time.
 *
 * @param title of the time, e.g. a commit, or the version before
 * @param lines empty if only words have changed
 */
record Changes(String title, boolean first, List<Line> lines) {

    /**
     * One difference.
     *
     * @param where the path of what is different in the data; empty if that is all of it
     * @param verdict {@code breaking} or {@code undecided} where it should not have been made within a version
     */
    record Line(String words, String where, String verdict) {}

    /** @param contracts the version and those before it, the oldest first */
    static List<Changes> of(History history, List<Contract> contracts) {
        var contract = contracts.getLast();
        List<Changes> changes = new ArrayList<>();
        if (contracts.size() > 1) {
            var before = contracts.get(contracts.size() - 2);
            changes.add(new Changes(
                    "Since v" + before.name().major(), false, lines(before.schema(), contract.schema(), false)));
        }
        List<Changes> ofFile = new ArrayList<>();
        JsonNode last = null;
        for (Revision revision : history.revisions().getOrDefault(contract.name(), List.of())) {
            ofFile.add(
                    last == null
                            ? new Changes(revision.label(), true, List.of())
                            : new Changes(revision.label(), false, lines(last, revision.schema(), true)));
            last = revision.schema();
        }
        if (last != null && !last.equals(contract.schema())) {
            ofFile.add(new Changes("Not committed yet", false, lines(last, contract.schema(), true)));
        }
        Collections.reverse(ofFile);
        changes.addAll(ofFile);
        return changes;
    }

    private static List<Line> lines(JsonNode before, JsonNode after, boolean within) {
        return Compatibility.compare(before, after).stream()
                .map(change -> new Line(
                        words(change.rule()),
                        where(change),
                        within && change.severity() != Severity.INFO
                                ? change.severity().word()
                                : ""))
                .distinct()
                .toList();
    }

    private static String where(Change change) {
        var where = new StringBuilder();
        for (String step : change.path()) {
            boolean index = step.chars().allMatch(Character::isDigit);
            where.append(index ? "[]" : where.isEmpty() ? step : "." + step);
        }
        return where.toString();
    }

    private static String words(Rule rule) {
        return switch (rule) {
            case PROPERTY_ADDED -> "New, optional";
            case PROPERTY_REMOVED -> "Gone, was optional";
            case REQUIRED_ADDED -> "New, required";
            case REQUIRED_REMOVED -> "Gone, was required";
            case PROPERTY_BECAME_REQUIRED -> "Now required";
            case PROPERTY_BECAME_OPTIONAL -> "Now optional";
            case TYPE_CHANGED -> "Another type";
            case ENUM_VALUE_ADDED -> "More values";
            case ENUM_VALUE_REMOVED -> "Fewer values";
            case BOUND_CHANGED -> "Other bounds";
            case PATTERN_CHANGED -> "Another pattern";
            case FORMAT_CHANGED -> "Another format";
            case ITEMS_CHANGED -> "Other items";
            case ADDITIONAL_PROPERTIES_CHANGED -> "Other properties beside the named ones";
            case BRANCH_ADDED -> "Another form";
            case BRANCH_REMOVED -> "A form less";
            case NOT_COMPARABLE -> "Changed, in a way that can't be compared";
            case NAME_BURNT -> "Back with another meaning";
            case CONTRACT_DELETED -> "Gone";
            case ORDER_CHANGED -> "In an order, or no longer";
            case TYPE_ADDED, MAJOR_ADDED -> "New";
        };
    }
}
