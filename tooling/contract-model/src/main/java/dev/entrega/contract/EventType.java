package dev.entrega.contract;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A kind of event and the Java type of its data. Each generated record holds its own as {@code TYPE}.
 *
 * @param noun     the resource, as in {@link EventName}
 * @param action   what happened to it
 * @param major    the major version, from 1
 * @param dataType the record that holds the data of such an event
 */
public record EventType<T extends EventData>(String noun, String action, int major, Class<T> dataType) {

    private static final String CONSTANT = "TYPE";

    /** @throws ContractException if noun, action or major do not have their form */
    public EventType {
        new EventName(noun, action, major);
        Objects.requireNonNull(dataType, "dataType");
    }

    /**
     * The event type of a generated record, for those who know only its class.
     *
     * @throws ContractException if the class holds no {@code TYPE} of its own, i.e. was not generated from a contract
     */
    public static <T extends EventData> EventType<T> of(Class<T> dataType) {
        if (!(constantOf(dataType) instanceof EventType<?> type) || type.dataType() != dataType) {
            throw notGenerated(dataType, null);
        }
        @SuppressWarnings("unchecked") // its data type was just seen to be Class<T>
        EventType<T> own = (EventType<T>) type;
        return own;
    }

    /** The name on the wire, e.g. {@code order.placed.v1}. */
    public String name() {
        return new EventName(noun, action, major).toString();
    }

    /** Where the schema lies on the class path, e.g. {@code contracts/order/placed/v1.schema.json}. */
    public String schemaResource() {
        return new EventName(noun, action, major).schemaResource();
    }

    @Override
    public String toString() {
        return name();
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
