package dev.entrega.toolbelt.doctor;

/**
 * What a look has found. As printed as JSON.
 *
 * @param check what was looked at
 * @param what is the matter
 * @param why it matters, empty if all is well
 * @param how to mend it, empty if all is well
 */
record Finding(String check, Level level, String what, String why, String how) {

    /** How bad it is. */
    enum Level {
        OK,
        /** To know, but nothing is lost or stuck. */
        WARNING,
        /** Something is lost, stuck or can't work. */
        PROBLEM
    }

    static Finding ok(String check, String what) {
        return new Finding(check, Level.OK, what, "", "");
    }

    static Finding warning(String check, String what, String why, String how) {
        return new Finding(check, Level.WARNING, what, why, how);
    }

    static Finding problem(String check, String what, String why, String how) {
        return new Finding(check, Level.PROBLEM, what, why, how);
    }
}
