package io.stemma.benchmarks.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an operation cost a tool, as medians over the rounds.
 *
 * @param tool its name
 * @param operation its word
 * @param seconds from beginning to end
 * @param cpuSeconds of all processors; null where unknown
 * @param peakMib most resident memory; null where unknown
 * @param storedBytes what the repository grew by; null where that says nothing
 * @param rounds how many
 */
@JsonPropertyOrder({
  "tool",
  "operation",
  "seconds",
  "cpu_seconds",
  "peak_mib",
  "stored_bytes",
  "rounds"
})
public record ResultRow(
    String tool,
    String operation,
    double seconds,
    @JsonProperty("cpu_seconds") @Nullable Double cpuSeconds,
    @JsonProperty("peak_mib") @Nullable Double peakMib,
    @JsonProperty("stored_bytes") @Nullable Long storedBytes,
    int rounds) {

  static ResultRow of(String tool, Operation operation, List<Cost> costs) {
    Double peak = median(costs, Cost::peakBytes);
    Double stored = median(costs, Cost::storedBytes);
    return new ResultRow(
        tool,
        operation.word(),
        Objects.requireNonNull(median(costs, Cost::seconds)),
        median(costs, Cost::cpuSeconds),
        peak == null ? null : Math.round(peak / 1024 / 102.4) / 10.0,
        stored == null ? null : Math.round(stored),
        costs.size());
  }

  /** The median of what is known; the mean of the middle two where their number is even. */
  private static @Nullable Double median(List<Cost> costs, Function<Cost, Double> figure) {
    List<Double> known = costs.stream().map(figure).filter(x -> !x.isNaN()).sorted().toList();
    int count = known.size();
    return count == 0 ? null : (known.get((count - 1) / 2) + known.get(count / 2)) / 2;
  }
}
