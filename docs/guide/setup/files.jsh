// A directory for what the page makes, and eight shots: a sine that a digitizer took, and a record.
var work = Files.createTempDirectory("stemma-day-")
void shoot(int shot) throws IOException {
    var samples = new short[2000];
    for (int i = 0; i < samples.length; i++) samples[i] = (short) Math.round(1000 * Math.sin(i * shot * 1e-6));
    var directory = Files.createDirectories(work.resolve("today/" + shot));
    Signal.int16(-0.001, 1e-6, samples).withUnit("count").write(directory.resolve("te.i16"));
    Files.writeString(directory.resolve("shot.json"),
        "{\"shot\":" + shot + ",\"gas\":\"" + (shot % 3 == 1 ? "He" : "D2") + "\",\"peak_current_kA\":" + (180 + 7.5 * (shot % 18000)) + "}\n");
}
for (int shot = 18000; shot < 18008; shot++) shoot(shot)
