package io.stemma.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Says which operations of a {@link FaultyObjectStore} go wrong, and how. */
@FunctionalInterface
public interface FaultPlan {

  /**
   * Says what happens to the next operation. Called once for each operation, by any number of
   * threads.
   *
   * @param operation the operation
   * @param key its key; of a list the prefix
   * @return what goes wrong
   */
  Fault next(StoreOperation operation, String key);

  /**
   * Nothing goes wrong.
   *
   * @return the plan
   */
  static FaultPlan none() {
    return (operation, key) -> Fault.NONE;
  }

  /**
   * One operation goes wrong, counted over all kinds.
   *
   * @param k which one; the first is 1
   * @param fault what goes wrong with it
   * @return the plan
   */
  static FaultPlan at(long k, Fault fault) {
    AtomicLong count = new AtomicLong();
    return (operation, key) -> count.incrementAndGet() == k ? fault : Fault.NONE;
  }

  /**
   * One operation of a kind goes wrong.
   *
   * @param kind the kind
   * @param k which of the kind; the first is 1
   * @param fault what goes wrong with it
   * @return the plan
   */
  static FaultPlan at(StoreOperation kind, long k, Fault fault) {
    AtomicLong count = new AtomicLong();
    return (operation, key) ->
        operation == kind && count.incrementAndGet() == k ? fault : Fault.NONE;
  }

  /**
   * Every operation on keys with a prefix goes wrong.
   *
   * @param kind the kind of operation
   * @param prefix what the keys begin with
   * @param fault what goes wrong
   * @return the plan
   */
  static FaultPlan on(StoreOperation kind, String prefix, Fault fault) {
    return (operation, key) -> operation == kind && key.startsWith(prefix) ? fault : Fault.NONE;
  }

  /**
   * Operations go wrong at random, in the same way for the same seed and order of operations.
   *
   * @param seed the seed
   * @param rate how many go wrong, between 0 and 1
   * @param faults what can go wrong, all equally often
   * @return the plan
   */
  static FaultPlan random(long seed, double rate, Fault... faults) {
    if (!(rate >= 0 && rate <= 1) || faults.length == 0) {
      throw new IllegalArgumentException(
          "a rate between 0 and 1 and at least one fault are needed: " + rate);
    }
    Fault[] copy = faults.clone();
    SplittableRandom random = new SplittableRandom(seed);
    return (operation, key) -> {
      synchronized (random) {
        double draw = random.nextDouble();
        Fault fault = copy[random.nextInt(copy.length)];
        return draw < rate ? fault : Fault.NONE;
      }
    };
  }

  /**
   * Several plans at once: each sees every operation, and the first that has a fault decides.
   *
   * @param plans the plans
   * @return the plan
   */
  static FaultPlan all(FaultPlan... plans) {
    List<FaultPlan> copy = List.of(plans);
    return (operation, key) -> {
      List<Fault> faults = new ArrayList<>();
      copy.forEach(plan -> faults.add(plan.next(operation, key)));
      return faults.stream().filter(fault -> fault != Fault.NONE).findFirst().orElse(Fault.NONE);
    };
  }
}
