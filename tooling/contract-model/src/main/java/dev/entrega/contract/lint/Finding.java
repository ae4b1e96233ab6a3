package dev.entrega.contract.lint;

import java.nio.file.Path;

/**
 * Something that is wrong with a contract.
 *
 * @param rule    which rule is broken; a stable id, e.g. {@code valid-example-refused}
 * @param file    the schema or example
 * @param line    from 1
 * @param pointer a JSON pointer into it as URI fragment, {@code #} for the whole
 * @param why     what it leads to
 * @param fix     how to mend it
 */
public record Finding(String rule, Path file, int line, String pointer, String why, String fix) {

    /** One line for people. */
    @Override
    public String toString() {
        return file + ":" + line + " " + pointer + ": " + why + " " + fix + " (" + rule + ")";
    }
}
