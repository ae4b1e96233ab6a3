package dev.entrega.messaging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the platform says of an event beside the fact itself: CloudEvents extension attributes, in the body and not in
 * attributes of the message, so that they survive whoever sends the body again.
 *
 * @param derivedFrom the type of the original, if this is the same event once more for the readers of an older version
 * @param publishTime when it was or is to be published first, if that isn't the event's time; the age that counts for
 *     recognising duplicates
 * @param expiryTime from when on nobody is to handle it
 * @param replayId the replay that sent it once more
 * @param rerun whether handlers that have handled it are to do so again, once for this replay
 * @param allowDuplicates whether an operator has taken it on himself that it may be too old to be recognised
 */
public record Sending(
        @Nullable String derivedFrom,
        @Nullable Instant publishTime,
        @Nullable Instant expiryTime,
        @Nullable String replayId,
        boolean rerun,
        boolean allowDuplicates) {

    /** At once, by itself, to everyone. */
    public static final Sending PLAIN = new Sending(null, null, null, null, false, false);

    public Sending {
        if (rerun && replayId == null) {
            throw new IllegalArgumentException("only a replay can have an event handled again: it needs its id");
        }
    }

    public Sending asCopyOf(String originalType) {
        return new Sending(originalType, publishTime, expiryTime, replayId, rerun, allowDuplicates);
    }

    public Sending at(Instant firstPublished) {
        return new Sending(derivedFrom, firstPublished, expiryTime, replayId, rerun, allowDuplicates);
    }

    public Sending until(Instant expiry) {
        return new Sending(derivedFrom, publishTime, expiry, replayId, rerun, allowDuplicates);
    }

    /** @param again whether handlers that have handled it are to do so again */
    public Sending byReplay(String id, boolean again) {
        return new Sending(derivedFrom, publishTime, expiryTime, id, again, allowDuplicates);
    }

    public Sending allowingDuplicates() {
        return new Sending(derivedFrom, publishTime, expiryTime, replayId, rerun, true);
    }
}
