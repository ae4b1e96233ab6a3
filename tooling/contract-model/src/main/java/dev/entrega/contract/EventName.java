package dev.entrega.contract;

import java.util.regex.Pattern;

/**
 * The name of an event type, {@code order.placed.v1}: what happened to what, and the major version of how it is told.
 *
 * @param noun   the resource, lower-case words joined by hyphens, e.g. {@code order}
 * @param action what happened to it, a past participle, in the same form
 * @param major  the major version, from 1; within one, every change is compatible
 */
public record EventName(String noun, String action, int major) {

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** @throws ContractException if a part does not have its form */
    public EventName {
        requireWord("noun", noun);
        requireWord("action", action);
        if (major < 1) {
            throw new ContractException("The major version of " + noun + "." + action + " is " + major
                    + "; versions count from 1. Give it the next free one.");
        }
    }

    /** Where the schema lies on the class path, e.g. {@code contracts/order/placed/v1.schema.json}. */
    public String schemaResource() {
        return "contracts/" + noun + "/" + action + "/v" + major + ".schema.json";
    }

    /** The name on the wire, e.g. {@code order.placed.v1}. */
    @Override
    public String toString() {
        return written(noun, action, major);
    }

    /** The same of parts that have been found to have their form. */
    static String written(String noun, String action, int major) {
        return noun + "." + action + ".v" + major;
    }

    private static void requireWord(String part, String value) {
        if (!WORD.matcher(value).matches()) {
            throw new ContractException("The " + part + " '" + value + "' of an event type is not a lower-case word;"
                    + " topics and folders are named after it. Write it like 'order' or 'price-list'.");
        }
    }
}
