package dev.entrega.marketplace.order;

/**
 * An amount of money in one currency.
 *
 * @param amount in the currency's minor unit, e.g. cents
 * @param currency ISO 4217, e.g. EUR
 */
record Money(long amount, String currency) {

    Money times(long quantity) {
        return new Money(Math.multiplyExact(amount, quantity), currency);
    }

    Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("no sum of " + currency + " and " + other.currency);
        }
        return new Money(Math.addExact(amount, other.amount), currency);
    }
}
