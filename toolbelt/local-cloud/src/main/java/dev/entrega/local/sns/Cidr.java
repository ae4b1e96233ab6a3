package dev.entrega.local.sns;

import dev.entrega.local.wire.Refusal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** A block of IP addresses, version 4 or 6: {@code 10.0.0.0/24}. */
final class Cidr {
    private final byte[] network;
    private final int bits;

    private Cidr(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /** @throws Refusal in AWS's words */
    static Cidr parse(String text) {
        String[] halves = text.split("/", -1);
        if (halves.length != 2) {
            throw FilterPolicy.refused("Malformed CIDR, one '/' required");
        }
        if (!halves[1].matches("\\d{1,3}")) {
            throw FilterPolicy.refused("Malformed CIDR, mask bits must be an integer");
        }
        int bits = Integer.parseInt(halves[1]);
        byte[] network =
                address(halves[0]).orElseThrow(() -> FilterPolicy.refused("Nonstandard IP address: " + halves[0]));
        if (bits > network.length * 8) {
            throw FilterPolicy.refused("Malformed CIDR, mask bits must be between 0 and " + network.length * 8);
        }
        return new Cidr(masked(network, bits), bits);
    }

    /** Of digits only: names are not looked up. */
    private static Optional<byte[]> address(String text) {
        try {
            return text.matches("\\d{1,3}(\\.\\d{1,3}){3}") || text.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")
                    ? Optional.of(InetAddress.getByName(text).getAddress())
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static byte[] masked(byte[] address, int bits) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int kept = Math.clamp(bits - i * 8L, 0, 8);
            masked[i] &= (byte) (0xff << (8 - kept));
        }
        return masked;
    }

    boolean contains(String text) {
        return address(text)
                .filter(address -> address.length == network.length && Arrays.equals(masked(address, bits), network))
                .isPresent();
    }
}
