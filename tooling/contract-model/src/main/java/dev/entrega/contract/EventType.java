package dev.entrega.contract;

import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kind of event and the Java type of its data. Each generated record holds its own as {@code TYPE}.
 *
 * @param noun     the resource, as in {@link EventName}
 * @param action   what happened to it
 * @param major    the major version, from 1
 * @param ordered  whether the events of one subject arrive in the order of their commits, across all types of the noun
 * @param publishers the services that may publish it, by name; empty if any may
 * @param dataType the record that holds the data of such an event
 */
public record EventType<T extends EventData>(
        String noun, String action, int major, boolean ordered, List<String> publishers, Class<T> dataType) {

    private static final String CONSTANT = "TYPE";

    /** @throws ContractException if noun, action or major do not have their form */
    public EventType {
        new EventName(noun, action, major);
        publishers = List.copyOf(publishers);
        Objects.requireNonNull(dataType, "dataType");
    }

    /** A type that any service may publish. */
    public EventType(String noun, String action, int major, boolean ordered, Class<T> dataType) {
        this(noun, action, major, ordered, List.of(), dataType);
    }

    /** A type whose events arrive in any order, as most do. */
    public EventType(String noun, String action, int major, Class<T> dataType) {
        this(noun, action, major, false, dataType);
    }

    /**
     * The event type of a generated record, for those who know only its class; of an {@link EventView} that of the record
     * it is a part of, with the view as data.
     *
     * @throws ContractException if the class holds no {@code TYPE} of its own, i.e. was not generated from a contract, and
     *     isn't a view of such a record either
     */
    public static <T extends EventData> EventType<T> of(Class<T> dataType) {
        if (EventView.class.isAssignableFrom(dataType)) {
            var viewed = of(viewedBy(dataType));
            return new EventType<>(
                    viewed.noun, viewed.action, viewed.major, viewed.ordered, viewed.publishers, dataType);
        }
        if (!(constantOf(dataType) instanceof EventType<?> type) || type.dataType() != dataType) {
            throw notGenerated(dataType, null);
        }
        @SuppressWarnings("unchecked") // its data type was just seen to be Class<T>
        EventType<T> own = (EventType<T>) type;
        return own;
    }

    /** The same with the generated record as data; itself unless its data is an {@link EventView}. */
    public EventType<?> generated() {
        return isView() ? of(viewedBy(dataType)) : this;
    }

    /** Whether its data is a part of what the event holds. */
    public boolean isView() {
        return EventView.class.isAssignableFrom(dataType);
    }

    /** Whether that service may publish such events, as the contract said when the record was generated. */
    public boolean mayBePublishedBy(String service) {
        return publishers.isEmpty() || publishers.contains(service);
    }

    /** The name on the wire, e.g. {@code order.placed.v1}. */
    public String name() {
        return EventName.written(noun, action, major);
    }

    /** Where the schema lies on the class path, e.g. {@code contracts/order/placed/v1.schema.json}. */
    public String schemaResource() {
        return new EventName(noun, action, major).schemaResource();
    }

    @Override
    public String toString() {
        return name();
    }

    private static Class<? extends EventData> viewedBy(Class<?> view) {
        return Stream.of(view.getGenericInterfaces())
                .filter(ParameterizedType.class::isInstance)
                .map(ParameterizedType.class::cast)
                .filter(type -> type.getRawType() == EventView.class)
                .map(type -> type.getActualTypeArguments()[0])
                .filter(Class.class::isInstance)
                .<Class<? extends EventData>>map(type -> ((Class<?>) type).asSubclass(EventData.class))
                .findFirst()
                .orElseThrow(() -> new ContractException(view.getName() + " does not say which event it is a part of."
                        + " Have it implement EventView<OrderPlacedV1> directly, with the generated record."));
    }

    private static Object constantOf(Class<?> dataType) {
        try {
            return dataType.getField(CONSTANT).get(null);
        } catch (ReflectiveOperationException | NullPointerException e) {
            throw notGenerated(dataType, e);
        }
    }

    private static ContractException notGenerated(Class<?> dataType, @Nullable Exception cause) {
        return new ContractException(
                dataType.getName() + " has no event type: it has no public static TYPE of its own, which every record"
                        + " generated from a contract has. Use the generated record.",
                cause);
    }
}
