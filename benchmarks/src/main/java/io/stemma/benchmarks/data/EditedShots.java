package io.stemma.benchmarks.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * EDIT: the same shots with one more, and in 5 % of the files (never a time base) 1 % of the bytes
 * overwritten by or grown by newly recorded samples, at one place or, less often, two or three.
 */
final class EditedShots implements DataSet {
  private static final double EDITED_FILES = 0.05;
  private static final double EDITED_BYTES = 0.01;
  private static final int MOST_PLACES = 3;

  private final Shots shots;
  private final int originals;
  private final boolean[] edited;

  EditedShots(Shots before) {
    shots = new Shots(before.seed(), before.shots() + 1, before.fileBytes());
    originals = before.files();
    edited = new boolean[originals];
    Noise noise = Noise.of(before.seed(), -1);
    long left = Math.max(1, Math.round(originals * EDITED_FILES));
    while (left > 0) {
      int index = noise.nextInt(originals);
      if (!edited[index] && shots.channel(index) != Channel.TIME_FLOAT64) {
        edited[index] = true;
        left--;
      }
    }
  }

  @Override
  public int files() {
    return shots.files();
  }

  @Override
  public DataFile file(int index) {
    DataFile original = shots.file(index);
    return edited(index) ? DataFile.of(original.path(), edit(index)) : original;
  }

  @Override
  public boolean keepsPresent(int index) {
    return !edited(index);
  }

  /** Whether a file differs from the original of its number. */
  boolean edited(int index) {
    return index < originals && edited[index];
  }

  /** Those files alone that the original has not, or has otherwise. */
  DataSet changes() {
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < files(); i++) {
      if (i >= originals || edited(i)) {
        indices.add(i);
      }
    }
    return new DataSet() {
      @Override
      public int files() {
        return indices.size();
      }

      @Override
      public DataFile file(int index) {
        return EditedShots.this.file(indices.get(index));
      }
    };
  }

  private byte[] edit(int index) {
    Noise noise = Noise.of(shots.seed(), -2, index);
    byte[] bytes = shots.samples(index, 0, shots.fileBytes());
    byte[] recorded = shots.samples(index, 1, shots.fileBytes());
    int width = shots.channel(index).width();
    int places = 1 + Math.min(noise.nextInt(MOST_PLACES), noise.nextInt(MOST_PLACES));
    int samples = Math.max(1, (int) (bytes.length * EDITED_BYTES / width / places));
    for (int start : starts(noise, places, bytes.length / width, samples)) {
      byte[] fresh = Arrays.copyOfRange(recorded, start * width, (start + samples) * width);
      int replaced = noise.nextInt(2) == 0 ? fresh.length : 0;
      bytes = splice(bytes, start * width, replaced, fresh);
    }
    return bytes;
  }

  /** Where to edit, in samples, from the last place to the first so that none moves another. */
  private static List<Integer> starts(Noise noise, int places, int total, int samples) {
    List<Integer> starts = new ArrayList<>();
    int share = total / places;
    for (int place = places - 1; place >= 0; place--) {
      starts.add(place * share + noise.nextInt(Math.max(1, share - samples)));
    }
    return starts;
  }

  private static byte[] splice(byte[] bytes, int at, int replaced, byte[] fresh) {
    byte[] result = new byte[bytes.length - replaced + fresh.length];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(fresh, 0, result, at, fresh.length);
    int rest = at + fresh.length;
    System.arraycopy(bytes, at + replaced, result, rest, result.length - rest);
    return result;
  }
}
