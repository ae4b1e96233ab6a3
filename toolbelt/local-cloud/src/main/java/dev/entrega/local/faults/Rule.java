package dev.entrega.local.faults;

import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Which calls a fault meets.
 *
 * @param fires asked for each call that is picked; counts, or draws lots
 * @param forwarded told of each call that is picked and was forwarded, so that one may overtake another
 */
record Rule(Predicate<BrokerCall> picked, BooleanSupplier fires, BrokerFault fault, Semaphore forwarded) {

    Rule(Predicate<BrokerCall> picked, BooleanSupplier fires, BrokerFault fault) {
        this(picked, fires, fault, new Semaphore(0));
    }
}
