package kaobako.ui.draw;

import kaobako.studio.DrawControls;

/** Sampler and steps at one click. */
enum Preset {
    DRAFT("dpm++2m", 10), NORMAL("dpm++2m", 20), BEST("heun", 25), PAPER("ddpm", 1000);

    private final String sampler;
    private final int steps;

    Preset(String sampler, int steps) {
        this.sampler = sampler;
        this.steps = steps;
    }

    DrawControls applyTo(DrawControls controls) {
        return controls.withSampler(sampler, steps).withSpacing("").withEta(0);
    }

    boolean isIn(DrawControls controls) {
        return controls.sampler().equals(sampler) && controls.steps() == steps;
    }
}
