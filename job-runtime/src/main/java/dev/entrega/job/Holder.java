package dev.entrega.job;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** How this process is called where people read who has a run. */
final class Holder {

    private Holder() {}

    static String name() {
        try {
            return InetAddress.getLocalHost().getHostName() + ":"
                    + ProcessHandle.current().pid();
        } catch (UnknownHostException e) {
            return "process " + ProcessHandle.current().pid(); // A container may not know its own name.
        }
    }
}
