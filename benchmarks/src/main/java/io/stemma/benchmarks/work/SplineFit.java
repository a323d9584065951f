package io.stemma.benchmarks.work;

import io.stemma.Datum;
import io.stemma.Output;
import io.stemma.Transformation;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.commons.math3.analysis.interpolation.SplineInterpolator;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * Code that reaches a library: a spline through some points, and its spectrum.
 *
 * @param points how many
 */
public record SplineFit(int points) implements Transformation {
  @Override
  public void apply(Datum in, Output out) throws IOException {
    double scale = Files.readString(in.path()).length();
    double[] x = new double[points];
    double[] y = new double[points];
    for (int i = 0; i < points; i++) {
      x[i] = i;
      y[i] = Math.sqrt(i * scale);
    }
    double[] values = new double[64];
    var spline = new SplineInterpolator().interpolate(x, y);
    for (int i = 0; i < values.length; i++) {
      values[i] = spline.value((points - 1) * i / 64.0);
    }
    Complex[] spectrum =
        new FastFourierTransformer(DftNormalization.STANDARD)
            .transform(values, TransformType.FORWARD);
    out.write("spectrum", "" + spectrum[1]);
  }
}
