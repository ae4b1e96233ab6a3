package dev.entrega.contract.lint;

import java.nio.file.Path;

/**
 * Something that is wrong with a contract.
 *
 * @param rule    which rule is broken; a stable id, e.g. {@code valid-example-refused}
 * @param file    the schema or example
 * @param pointer a JSON pointer into it as URI fragment, {@code #} for the whole
 * @param message what, why and how to mend it
 */
public record Finding(String rule, Path file, String pointer, String message) {

    /** One line for people. */
    @Override
    public String toString() {
        return file + pointer + ": " + message + " (" + rule + ")";
    }
}
