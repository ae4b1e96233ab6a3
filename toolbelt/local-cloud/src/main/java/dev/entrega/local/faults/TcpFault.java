package dev.entrega.local.faults;

import java.time.Duration;

/** What a {@link TcpProxy} does to its connections, to those that there are and to those that come. */
public sealed interface TcpFault {

    /** Nothing: bytes pass as they come. */
    record None() implements TcpFault {}

    /** Bytes pass late, in both directions. */
    record Latency(Duration by) implements TcpFault {}

    /** A host that died without a word: connections stay open and nothing passes. What was sent passes when it is over. */
    record BlackHole() implements TcpFault {}

    /** Nobody listens: connections are refused, and those that there are get reset. */
    record Refused() implements TcpFault {}

    /** The server says that it has nothing more to say, and goes on listening. */
    record HalfClosed() implements TcpFault {}

    /** Each connection is reset after this many more bytes of the server's answers. */
    record CutAfter(long bytes) implements TcpFault {}
}
