package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;

/** What a change is told in: what it breaks, and the way out. */
final class Wording {

    static final String UNDECIDED_FIX =
            "Say it in simpler terms, look yourself and write an exemption, or make a new" + " major version.";

    /** How each explanation begins of what old events do to new readers. */
    static final String FORWARD = "Readers of this version ";

    private static final String BACKWARD = "Readers that run now ";
    private static final String NEW_MAJOR =
            "make a new major version, which lives beside this one until nobody reads" + " this one";

    private Wording() {}

    static String why(Rule rule, Gap gap, Direction direction) {
        String what = switch (rule) {
            case REQUIRED_ADDED, PROPERTY_BECAME_REQUIRED -> "'" + last(gap) + "' may be missing there.";
            case REQUIRED_REMOVED, PROPERTY_BECAME_OPTIONAL -> "'" + last(gap) + "' may now be missing.";
            default ->
                "'" + (gap.keyword().isEmpty() ? rule.id() : gap.keyword()) + "' refuses " + value(gap) + place(gap)
                        + ".";
        };
        return (direction == Direction.FORWARD
                        ? FORWARD + "refuse what was published before it and still lies in queues, outboxes and dead"
                                + " letters: "
                        : BACKWARD + "refuse what publishers of this version may send: ")
                + what;
    }

    static String undecided(Gap gap, Direction direction) {
        return (direction == Direction.FORWARD
                        ? FORWARD + "may or may not understand what was published before it: "
                        : BACKWARD + "may or may not understand what publishers of this version send: ")
                + gap.reason() + ".";
    }

    static String fix(Rule rule, String name) {
        return switch (rule) {
            case REQUIRED_ADDED, PROPERTY_BECAME_REQUIRED -> "Leave '" + name + "' optional, or " + NEW_MAJOR + ".";
            case REQUIRED_REMOVED -> "Keep '" + name + "' and deprecate it, or " + NEW_MAJOR + ".";
            case PROPERTY_BECAME_OPTIONAL -> "Keep '" + name + "' required, or " + NEW_MAJOR + ".";
            case ENUM_VALUE_ADDED ->
                "Keep the values, or " + NEW_MAJOR
                        + ". Readers take new values only of an enum that has been marked \"x-extensible-enum\": true"
                        + " from its beginning.";
            case ENUM_VALUE_REMOVED -> "Keep the value and deprecate it in the description, or " + NEW_MAJOR + ".";
            case PROPERTY_ADDED, ADDITIONAL_PROPERTIES_CHANGED ->
                "Leave objects open, so that readers ignore what they do not know, or " + NEW_MAJOR + ".";
            default ->
                "Keep this as it was, add a new optional property beside it and deprecate the old one, or " + NEW_MAJOR
                        + ".";
        };
    }

    private static String last(Gap gap) {
        return gap.path().isEmpty() ? "" : gap.path().get(gap.path().size() - 1);
    }

    private static String value(Gap gap) {
        JsonNode witness = gap.witness();
        String text = witness == null ? "" : Explanation.at(witness, gap.path()).toString();
        return text.length() > 100 ? text.substring(0, 100) + "…" : text.isEmpty() ? "it" : text;
    }

    private static String place(Gap gap) {
        return gap.path().isEmpty() ? "" : " at /" + String.join("/", gap.path());
    }
}
