package dev.entrega.local.sns;

import dev.entrega.local.wire.Refusal;

/** SNS's refusals, in AWS's words where they are known. */
final class Invalid {
    private Invalid() {}

    static Refusal parameter(String what) {
        return new Refusal("InvalidParameter", "Invalid parameter: " + what);
    }

    static Refusal parameter(String what, String reason) {
        return parameter(what + " Reason: " + reason);
    }

    static Refusal notFound(String what) {
        return new Refusal(404, "NotFound", what + " does not exist");
    }
}
