package io.stemma.benchmarks.jmh;

import io.stemma.benchmarks.data.SampleChannels;
import io.stemma.internal.chunk.Codec;
import io.stemma.internal.chunk.CodecChoice;
import io.stemma.internal.chunk.Compressor;
import io.stemma.internal.chunk.Decompressor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Choosing a codec for a chunk of half a MiB of a sensor's samples, and both ways through it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
  private static final int SIZE = 512 << 10;

  /** What the samples are. */
  @Param({"COUNTS_INT16", "NOISY_FLOAT32", "SMOOTH_FLOAT64"})
  public String channel = "";

  private final Compressor compressor = new Compressor();
  private final Decompressor decompressor = new Decompressor();
  private final CodecChoice choice = new CodecChoice();
  private final byte[] stored = new byte[Compressor.bound(SIZE)];
  private final byte[] plain = new byte[SIZE];
  private final byte[] other = new byte[Compressor.bound(SIZE)];
  private byte[] samples = {};
  private Codec codec = Codec.RAW;
  private int length;

  /** Makes the samples and compresses them once. */
  @Setup
  public void fill() {
    samples = SampleChannels.samples(channel, SIZE);
    codec = choice.choose(compressor, samples, 0, SIZE, 0);
    length = compressor.compress(codec, 0, samples, 0, SIZE, stored, 0);
  }

  /** Releases the codecs. */
  @TearDown
  public void close() {
    compressor.close();
    decompressor.close();
  }

  /** Tries all codecs on a sample. */
  @Benchmark
  public Codec choose() {
    choice.reset();
    return choice.choose(compressor, samples, 0, SIZE, 0);
  }

  /** Compresses by the chosen codec. */
  @Benchmark
  public int compress() {
    return compressor.compress(codec, 0, samples, 0, SIZE, other, 0);
  }

  /** Restores what was compressed. */
  @Benchmark
  public byte[] decompress() {
    decompressor.decompress(codec, 0, stored, 0, length, plain, 0, SIZE);
    return plain;
  }
}
