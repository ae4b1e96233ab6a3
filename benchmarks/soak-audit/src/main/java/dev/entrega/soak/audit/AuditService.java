package dev.entrega.soak.audit;

import dev.entrega.messaging.runtime.Entrega;

/** The process. */
public final class AuditService {

    private AuditService() {}

    public static void main(String[] args) {
        Entrega.start(AuditService.class, args);
    }
}
