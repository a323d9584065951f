record Calibrate(String channel) implements Transformation {
    public void apply(Datum in, Output out) throws IOException {
        double gain = Double.parseDouble(Files.readString(in.path("cal")));
        Signal.read(in.path("shot").resolve(channel + ".i16")).times(gain).write(out.path(channel + ".f64"));
    }
}
var input = each("shots", "/{shot}").as("shot").valid("calibrations", "/te/*", "shot").as("cal")
var te = archive.definePipeline("te", new Calibrate("te"), input)
var before = te.run().commit()
