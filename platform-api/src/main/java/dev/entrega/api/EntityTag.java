package dev.entrega.api;

import io.micronaut.http.HttpStatus;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The version of a resource as a strong entity tag (RFC 9110, 8.8.3): the third version is {@code "3"}, quotes included.
 *
 * @param version from 1, counted up with each change
 */
public record EntityTag(long version) {

    /**
     * Lets a request pass that was made for this version.
     *
     * @param ifMatch the If-Match header, {@code null} if the client doesn't mind which version it changes
     * @throws RefusedException (412) if the header names other versions only
     */
    public void requireMatch(@Nullable String ifMatch) {
        if (ifMatch != null
                && Arrays.stream(ifMatch.split(",")).map(String::strip).noneMatch(this::isMeantBy)) {
            throw new RefusedException(
                            HttpStatus.PRECONDITION_FAILED,
                            "changed-meanwhile",
                            "The resource is at version " + this + ", If-Match names another; read it again.")
                    .withHeader("ETag", toString());
        }
    }

    /** Strong comparison: a weak tag matches nothing (RFC 9110, 13.1.1). */
    private boolean isMeantBy(String tag) {
        return tag.equals("*") || tag.equals(toString());
    }

    @Override
    public String toString() {
        return "\"" + version + "\"";
    }
}
