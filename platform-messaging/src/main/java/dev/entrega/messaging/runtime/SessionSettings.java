package dev.entrega.messaging.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What every session of a service's database is set to; set, not hoped for. An accepted request is on disk before it is
 * answered. A waiting claim gives the message back instead of holding its thread. The locks of a client that was killed
 * are gone within seconds.
 */
public final class SessionSettings {

    private SessionSettings() {}

    /** As {@code current_setting} shows them, by name. */
    public static Map<String, String> wanted() {
        var wanted = new LinkedHashMap<String, String>();
        wanted.put("synchronous_commit", "on");
        wanted.put("lock_timeout", "10s");
        wanted.put("idle_in_transaction_session_timeout", "1min");
        wanted.put("client_connection_check_interval", "1s");
        return wanted;
    }

    /** For the parameter {@code options} with which a session begins. */
    public static String options() {
        return wanted().entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
    }
}
