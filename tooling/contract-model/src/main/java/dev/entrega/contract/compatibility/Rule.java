package dev.entrega.contract.compatibility;

import java.util.Locale;

/** What kind of change was made, in the words of whoever made it. */
public enum Rule {
    PROPERTY_ADDED,
    PROPERTY_REMOVED,
    REQUIRED_ADDED,
    REQUIRED_REMOVED,
    PROPERTY_BECAME_REQUIRED,
    PROPERTY_BECAME_OPTIONAL,
    TYPE_CHANGED,
    ENUM_VALUE_ADDED,
    ENUM_VALUE_REMOVED,
    BOUND_CHANGED,
    PATTERN_CHANGED,
    FORMAT_CHANGED,
    ITEMS_CHANGED,
    ADDITIONAL_PROPERTIES_CHANGED,
    BRANCH_ADDED,
    BRANCH_REMOVED,
    NOT_COMPARABLE,
    NAME_BURNT,
    CONTRACT_DELETED,
    ORDER_CHANGED,
    TYPE_ADDED,
    MAJOR_ADDED;

    /** Stable, e.g. {@code required-added}: exemptions name it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
