package dev.entrega.messaging.report;

/** Without a DSN: nothing of Sentry's is even loaded. */
record NoReports() implements ErrorReports {

    @Override
    public void tell(ErrorReport report) {
        // Nobody wants to know; the log has it.
    }

    @Override
    public void close() {
        // Nothing waits.
    }
}
