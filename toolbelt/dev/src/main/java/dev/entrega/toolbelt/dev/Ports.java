package dev.entrega.toolbelt.dev;

import dev.entrega.local.FreePort;
import java.util.HashSet;
import java.util.Set;

/** Gives ports to services with HTTP: the one of their dev.env, else the next free one. For one thread. */
final class Ports {
    private static final int FIRST = 8080;

    private final boolean anyFree;
    private final Set<Integer> given = new HashSet<>();

    Ports(boolean anyFree) {
        this.anyFree = anyFree;
    }

    /** @param wished as in the service's dev.env, empty if it doesn't say */
    int give(String service, String wished) {
        int port = anyFree ? FreePort.find() : wished.isEmpty() ? next() : Integer.parseInt(wished);
        if (!anyFree && !FreePort.isFree(port)) {
            throw new DevException(
                    DevException.UNREACHABLE,
                    "port " + port + " of " + service
                            + " is taken by another program, so it can't start; end that program"
                            + " (ss -ltnp 'sport = :" + port
                            + "' names it), or set another PORT in the service's dev.env",
                    null);
        }
        given.add(port);
        return port;
    }

    private int next() {
        int port = FIRST;
        while (given.contains(port) || !FreePort.isFree(port)) {
            port++;
        }
        return port;
    }
}
