package io.stemma.testing.net;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Says which requests through a {@link FaultyProxy} meet which fault. */
@FunctionalInterface
public interface NetworkPlan {

  /**
   * Says what happens to the next request. Called once for each, by one thread at a time.
   *
   * @param number which request it is, over all connections; the first is 1
   * @param method for example {@code PUT}
   * @param target what comes behind the method, without a signature
   * @return what happens to it
   */
  NetworkFault next(long number, String method, String target);

  /**
   * Nothing happens.
   *
   * @return the plan
   */
  static NetworkPlan none() {
    return (number, method, target) -> NetworkFault.NONE;
  }

  /**
   * One request meets a fault.
   *
   * @param k which one; the first is 1
   * @param fault what happens to it
   * @return the plan
   */
  static NetworkPlan at(long k, NetworkFault fault) {
    return (number, method, target) -> number == k ? fault : NetworkFault.NONE;
  }

  /**
   * Requests meet faults at random: which number meets which one depends on the seed alone.
   *
   * @param seed the seed
   * @param rate how many meet one, between 0 and 1
   * @param faults what can happen, all equally often
   * @return the plan
   */
  static NetworkPlan random(long seed, double rate, NetworkFault... faults) {
    if (!(rate >= 0 && rate <= 1) || faults.length == 0) {
      throw new IllegalArgumentException(
          "a rate between 0 and 1 and at least one fault are needed: "
              + rate
              + " of "
              + Arrays.toString(faults));
    }
    NetworkFault[] copy = faults.clone();
    return (number, method, target) -> {
      SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
      double draw = random.nextDouble();
      NetworkFault fault = copy[random.nextInt(copy.length)];
      return draw < rate ? fault : NetworkFault.NONE;
    };
  }
}
