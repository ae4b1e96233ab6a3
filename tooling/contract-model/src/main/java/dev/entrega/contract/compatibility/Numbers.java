package dev.entrega.contract.compatibility;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers between two bounds that are multiples of a step. A bound or step that is null is none. */
record Numbers(
        @Nullable Bound lower,
        @Nullable Bound upper,
        @Nullable BigDecimal step) {

    static final Numbers ALL = new Numbers(null, null, null);

    private static final int MOST_LISTED = 200;

    record Bound(BigDecimal value, boolean inclusive) {}

    Numbers and(Numbers other) {
        return new Numbers(tighter(lower, other.lower, 1), tighter(upper, other.upper, -1), common(step, other.step));
    }

    private static @Nullable Bound tighter(@Nullable Bound a, @Nullable Bound b, int sign) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        int order = a.value.compareTo(b.value) * sign;
        return order > 0 || (order == 0 && !a.inclusive) ? a : b;
    }

    /** The least common multiple. */
    private static @Nullable BigDecimal common(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        int scale = Math.max(Math.max(a.scale(), b.scale()), 0);
        BigInteger x = a.setScale(scale).unscaledValue();
        BigInteger y = b.setScale(scale).unscaledValue();
        return new BigDecimal(x.multiply(y).divide(x.gcd(y)).abs(), scale);
    }

    boolean contains(BigDecimal value) {
        return (lower == null || isBeyond(value, lower, 1))
                && (upper == null || isBeyond(value, upper, -1))
                && (step == null || value.remainder(step).signum() == 0);
    }

    private static boolean isBeyond(BigDecimal value, Bound bound, int sign) {
        int order = value.compareTo(bound.value) * sign;
        return order > 0 || (order == 0 && bound.inclusive);
    }

    /** The bound that multiples of the step really have: rounded, and inclusive. */
    private @Nullable Bound reached(@Nullable Bound bound, int sign) {
        if (bound == null || step == null) {
            return bound;
        }
        BigDecimal steps = bound.value.divide(step, 0, sign > 0 ? RoundingMode.CEILING : RoundingMode.FLOOR);
        BigDecimal value = steps.multiply(step);
        if (!bound.inclusive && value.compareTo(bound.value) == 0) {
            value = sign > 0 ? value.add(step) : value.subtract(step);
        }
        return new Bound(value, true);
    }

    boolean isEmpty() {
        Bound least = reached(lower, 1);
        Bound most = reached(upper, -1);
        if (least == null || most == null) {
            return false;
        }
        int order = least.value.compareTo(most.value);
        return order > 0 || (order == 0 && !(least.inclusive && most.inclusive));
    }

    /** Whether no number here is refused by the other's lower bound. */
    boolean keepsLowerBoundOf(Numbers other) {
        return keeps(reached(lower, 1), other.lower, 1);
    }

    boolean keepsUpperBoundOf(Numbers other) {
        return keeps(reached(upper, -1), other.upper, -1);
    }

    private static boolean keeps(@Nullable Bound mine, @Nullable Bound its, int sign) {
        if (its == null || mine == null) {
            return its == null;
        }
        int order = mine.value.compareTo(its.value) * sign;
        return order > 0 || (order == 0 && (its.inclusive || !mine.inclusive));
    }

    /** Whether each multiple of the step here is one of the other's. */
    boolean keepsStepOf(Numbers other) {
        return other.step == null || (step != null && step.remainder(other.step).signum() == 0);
    }

    /** All of them in rising order, if there are few; null if there are many. */
    @Nullable
    List<BigDecimal> listed() {
        Bound least = reached(lower, 1);
        Bound most = reached(upper, -1);
        if (least == null || most == null) {
            return null;
        }
        if (step == null) {
            return isEmpty() ? List.of() : least.value.compareTo(most.value) == 0 ? List.of(least.value) : null;
        }
        List<BigDecimal> all = new ArrayList<>();
        for (BigDecimal value = least.value; value.compareTo(most.value) <= 0; value = value.add(step)) {
            if (all.size() == MOST_LISTED) {
                return null;
            }
            all.add(value);
        }
        return all;
    }

    /** Some of them, the likely ones to be refused by the other first; none if it is empty. */
    List<BigDecimal> samples(Numbers other) {
        List<BigDecimal> tried = new ArrayList<>();
        for (Bound bound : new Bound[] {reached(lower, 1), reached(upper, -1), other.lower, other.upper}) {
            if (bound != null) {
                around(bound.value, tried);
            }
        }
        around(BigDecimal.ZERO, tried);
        if (lower != null && upper != null) {
            tried.add(lower.value.add(upper.value).divide(BigDecimal.valueOf(2)));
        }
        for (BigDecimal origin : List.copyOf(tried)) {
            if (step != null) {
                tried.add(origin.divide(step, 0, RoundingMode.FLOOR).multiply(step));
                tried.add(origin.divide(step, 0, RoundingMode.CEILING).multiply(step));
            }
            if (other.step != null) {
                tried.add(origin.add(other.step.divide(BigDecimal.valueOf(2))));
            }
        }
        return tried.stream()
                .filter(this::contains)
                .map(BigDecimal::stripTrailingZeros)
                .distinct()
                .toList();
    }

    private void around(BigDecimal value, List<BigDecimal> numbers) {
        numbers.add(value);
        BigDecimal fraction = BigDecimal.valueOf(1, Math.max(value.scale(), 0) + 1); // a tenth of the last digit
        List<BigDecimal> distances =
                step == null ? List.of(BigDecimal.ONE, fraction) : List.of(step, step.multiply(BigDecimal.valueOf(2)));
        for (BigDecimal distance : distances) {
            numbers.add(value.subtract(distance));
            numbers.add(value.add(distance));
        }
    }
}
