package io.stemma.benchmarks.compare;

/**
 * What doing something cost.
 *
 * @param seconds from beginning to end
 * @param cpuSeconds of all processors together; not a number where unknown
 * @param peakBytes most memory resident at once; not a number where unknown
 * @param storedBytes what the repository grew by; not a number where that says nothing
 */
public record Cost(double seconds, double cpuSeconds, double peakBytes, double storedBytes) {

  Cost storing(double bytes) {
    return new Cost(seconds, cpuSeconds, peakBytes, bytes);
  }
}
