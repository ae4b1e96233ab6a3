package dev.entrega.contract.report;

import java.time.LocalDate;

/**
 * A break that somebody answers for.
 *
 * @param type    as {@code order.placed}
 * @param expires the last day it holds
 */
record Exemption(String type, int version, String rule, String pointer, String reason, LocalDate expires) {

    boolean isAbout(Entry finding) {
        return finding.type().equals(type)
                && finding.version() == version
                && finding.rule().equals(rule)
                && finding.pointer().equals(pointer);
    }

    @Override
    public String toString() {
        return rule + " of " + type + " v" + version + " at " + pointer;
    }
}
