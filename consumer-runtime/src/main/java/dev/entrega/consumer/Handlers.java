package dev.entrega.consumer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** The handlers of a service, found by what is on the wire. */
public final class Handlers {

    private final List<HandlerBinding<?>> bindings;
    private final Map<String, List<HandlerBinding<?>>> byType = new HashMap<>();

    /** @throws IllegalArgumentException if two handlers have the same name */
    public Handlers(List<HandlerBinding<?>> bindings) {
        var names = new HashSet<String>();
        for (var binding : bindings) {
            if (!names.add(binding.name())) {
                throw new IllegalArgumentException("two handlers are called " + binding.name()
                        + ": each would take the other's events for handled; give one of them another name");
            }
        }
        this.bindings = List.copyOf(bindings);
        this.bindings.forEach(binding -> binding.types()
                .forEach(type -> byType.computeIfAbsent(type.name(), name -> new ArrayList<>())
                        .add(binding)));
    }

    /** All of them, to be decorated. */
    public List<HandlerBinding<?>> bindings() {
        return bindings;
    }

    /**
     * The handlers of a lane that take an event of this type, which is written as {@code order.placed.v1}. If there are
     * none, those of the other lanes: the message came here before they moved, or an operator sent it.
     */
    List<HandlerBinding<?>> of(String type, String lane) {
        var all = byType.getOrDefault(type, List.of());
        var own = all.stream().filter(binding -> binding.lane().equals(lane)).toList();
        return own.isEmpty() ? all : own;
    }

    /** Whether another major version of the type is handled. */
    boolean knowAnotherVersionOf(String type) {
        return bindings.stream()
                .anyMatch(binding -> withoutVersion(binding.type().name()).equals(withoutVersion(type)));
    }

    private static String withoutVersion(String type) {
        int dot = type.lastIndexOf('.');
        return dot < 0 ? type : type.substring(0, dot);
    }
}
