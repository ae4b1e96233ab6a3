package dev.entrega.client;

import dev.entrega.messaging.runtime.Settings.Setting;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What changes in how upstreams are called, for the log. */
final class SettingChanges {

    private static final String ARROW = " -> ";

    private SettingChanges() {}

    /** As {@code timeout 3s -> 1s, attempts 3 -> 2}, by upstream; one of which nothing changes is not among them. */
    static SortedMap<String, String> between(List<Setting> before, List<Setting> after) {
        var was = values(before);
        var is = values(after);
        var changes = new TreeMap<String, String>();
        is.forEach((name, value) -> {
            String change = was.get(name) + ARROW + value;
            if (!Objects.equals(was.get(name), value) && !isInherited(name, change, was, is)) {
                String setting = name.substring(UpstreamsSettings.PREFIX.length());
                int end = setting.indexOf('.');
                changes.merge(
                        setting.substring(0, end),
                        setting.substring(end + 1) + " " + change,
                        (some, another) -> some + ", " + another);
            }
        });
        return changes;
    }

    /** A call's that changes as its upstream's does says nothing new. */
    private static boolean isInherited(String name, String change, Map<String, String> was, Map<String, String> is) {
        String ofUpstream = name.replaceFirst("\\.calls\\.[^.]+", "");
        return !ofUpstream.equals(name) && change.equals(was.get(ofUpstream) + ARROW + is.get(ofUpstream));
    }

    private static SortedMap<String, String> values(List<Setting> settings) {
        return settings.stream()
                .filter(setting -> setting.name().startsWith(UpstreamsSettings.PREFIX)
                        && WrittenSettings.isChangeable(setting.name()))
                .collect(Collectors.toMap(Setting::name, Setting::value, (one, same) -> one, TreeMap::new));
    }
}
