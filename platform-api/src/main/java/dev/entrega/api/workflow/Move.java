package dev.entrega.api.workflow;

import dev.entrega.api.EntityTag;
import dev.entrega.api.RefusedException;
import io.micronaut.http.HttpStatus;
import java.util.List;

/** What became of the attempt to move a resource into another state. */
public sealed interface Move {

    /**
     * It is there, and the event has been published.
     *
     * @param version the resource's now
     */
    record Made(long version) implements Move {}

    /**
     * The event doesn't lead away from the state that it is in; nothing was changed.
     *
     * @param noun what the resource is, as {@code order}
     * @param state that it is in
     * @param wanted the state that the event leads to
     * @param allowed the states that can follow
     * @param version the resource's
     */
    record Refused(String noun, String state, String wanted, List<String> allowed, long version) implements Move {

        public Refused {
            allowed = List.copyOf(allowed);
        }
    }

    /** There is no such resource. */
    record Unknown(String noun, String id) implements Move {}

    /**
     * For an endpoint, which has to say so.
     *
     * @throws RefusedException 409 with the states that are allowed and the resource's ETag if the transition was refused,
     *     404 if there is no such resource
     */
    default Made orRefuse() {
        return switch (this) {
            case Made made -> made;
            case Refused refused ->
                throw new RefusedException(
                                HttpStatus.CONFLICT,
                                refused.noun() + "-state",
                                "The " + refused.noun() + " is " + refused.state() + " and can't become "
                                        + refused.wanted() + "; " + allowed(refused) + ".")
                        .withHeader("ETag", new EntityTag(refused.version()).toString());
            case Unknown unknown ->
                throw new RefusedException(
                        HttpStatus.NOT_FOUND,
                        unknown.noun() + "-unknown",
                        "There is no " + unknown.noun() + " " + unknown.id() + ".");
        };
    }

    private static String allowed(Refused refused) {
        return refused.allowed().isEmpty()
                ? "nothing can follow"
                : "only this can follow: " + String.join(", ", refused.allowed());
    }
}
