// A day of shots at a small scale: what the program DayOfShots does, step by step. Paste it into JShell line by line, or
// run it as a whole: examples/jshell/start < examples/jshell/day.jsh

// Tables in full, however long.
/set mode stemma normal -quiet
/set truncation stemma 20000
/set feedback stemma

// A directory for the data and the archive, and some shots: a sine that a digitizer took, and a record.
var work = Files.createTempDirectory("stemma-day-")
void shoot(Path day, int shot) throws IOException {
    var samples = new short[2000];
    for (int i = 0; i < samples.length; i++) samples[i] = (short) Math.round(1000 * Math.sin(i * shot * 1e-6));
    var directory = Files.createDirectories(day.resolve("" + shot));
    Signal.int16(-0.001, 1e-6, samples).withUnit("count").write(directory.resolve("te.i16"));
    Files.writeString(directory.resolve("shot.json"), "{\"shot\":" + shot + ",\"gas\":\"D2\"}\n");
}
for (int shot = 18000; shot < 18004; shot++) shoot(work.resolve("today"), shot)
shoot(work.resolve("late"), 18004)

// Ingest.
var archive = Archive.openOrCreate(work.resolve("archive").toUri(), options)
var shots = archive.ensureRepository("shots").main()
var imported = shots.commit("18000-18003", tx -> tx.importDirectory(work.resolve("today"), "/"))
imported.list("/")
imported.list("/18000")

// Say something of the shots, find some of them by it, and ask about all of them in SQL.
shots.commit("what the shots were", tx -> {
    for (int i = 0; i < 4; i++) {
        tx.attribute("/" + (18000 + i), "gas", i == 1 ? "He" : "D2").attribute("/" + (18000 + i), "peak_current_kA", 180 + 15 * i);
    }
})
var catalog = Catalog.open(archive)
catalog.find("shots", where("peak_current_kA").above(200).and("gas").is("D2"))
catalog.sql("select g.text as gas, count(*) as shots, max(c.number) as highest from attributes g join attributes c using (path) where g.name = 'gas' and c.name = 'peak_current_kA' group by g.text order by gas")

// Calibrate the shots: a record is typed in, and run over every one of them.
var calibrations = archive.ensureRepository("calibrations")
calibrations.main().commit("2024A", tx -> tx.write("/te/a", "1.00").validity("/te/a", 18000, 18001).write("/te/b", "1.02").validity("/te/b", 18002, 18004))
record Calibrate(String channel) implements Transformation {
    public void apply(Datum in, Output out) throws IOException {
        double gain = Double.parseDouble(Files.readString(in.path("cal")));
        Signal.read(in.path("shot").resolve(channel + ".i16")).times(gain).write(out.path(channel + ".f64"));
    }
}
var input = Input.each("shots", "/{shot}").as("shot").valid("calibrations", "/te/*", "shot").as("cal")
var trial = archive.trial(new Calibrate("te"), input, 2)
var pipeline = archive.definePipeline("te", new Calibrate("te"), input)
pipeline.plan().run().size()
var before = pipeline.run().commit()
before.list("/18002")

// Correct a calibration on a branch.
var corrected = calibrations.createBranch("corrected", calibrations.main().head())
corrected.commit("te recalibrated", tx -> tx.write("/te/b", "1.03"))
calibrations.main().commit("ne measured", tx -> tx.write("/ne/a", "0.97"))
corrected.head().changesSince(calibrations.main().head())

// Append a shot, and see what changed.
var appended = shots.commit("18004", tx -> tx.importDirectory(work.resolve("late"), "/"))
appended.changes()

// Merge the correction; its interval of validity stayed with it.
calibrations.main().merge(corrected.head())
calibrations.main().list("/te")
calibrations.main().log(5)
catalog.changes("calibrations", "/te/*")
archive.stale()

// Calibrate again what that affects, and the shot that is new.
pipeline.plan()
var after = pipeline.run().commit()
after.changesSince(before).numeric()
after.derivation("/18003/te.f64")
archive.downstream("calibrations", "/te/b")

// Compute the results of this morning again, by the code of this morning.
before.replay(Trust.RECORDED_CODE)

// Read a slice from the middle of a signal.
var te = Signal.read(appended.path("/18004/te.i16"))
te.slice(0.0, 0.0001)
te.max()

// Draw a result before and after the correction, with the difference.
var drawn = Plot.compare(Signal.read(before.path("/18003/te.f64")), Signal.read(after.path("/18003/te.f64"))).title("te of 18003")
drawn.write(work.resolve("te.svg"))
Files.size(work.resolve("te.svg")) > 10_000

// Check every byte.
var report = archive.verify(VerifyOptions.EVERY_BYTE)
report.isClean()

// All that was done.
archive.operations(10)
catalog.close()
archive.close()
